/**
 * What the Worker answers, which has no address of its own: the API, webhooks, the health check, and calendar feeds (the page that
 * tells a feed's address is Remix's own, one level above). `npm run dev` goes by it, too.
 */
export const isForTheWorker = (pathname: string): boolean =>
  /^\/(api|webhooks)(\/|$)|^\/healthz\/?$|^\/calendar\/[^/]+\/?$/.test(pathname);

/**
 * Whether a path is spelled as links are. Remix takes `/%61dmin` for `/admin`; who guards pages by their path in front of here
 * (Cloudflare Access, docs/operations.md) must mean the same pages: a character that needs no percent has none (RFC 3986, 2.3).
 */
export const isPlainlySpelled = (pathname: string): boolean =>
  !/%(2[de]|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])/i.test(pathname);
