/**
 * What the Worker answers, which has no address of its own: the API, webhooks, the health check, and calendar feeds (the page that
 * tells a feed's address is Remix's own, one level above). Told here and not by file names: Pages compiles a pattern of each file
 * anew for every request, which with five of them took a tenth of a page's time.
 */
export const isForTheWorker = (pathname: string): boolean =>
  /^\/(api|webhooks)(\/|$)|^\/healthz\/?$|^\/calendar\/[^/]+\/?$/.test(pathname);
