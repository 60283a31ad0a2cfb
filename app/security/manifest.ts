/** A page of ours shows some sixty links of at most four parts, and asks only for those that it does not know yet. */
const MOST_PARTS = 400;

/**
 * The answer to a question about more routes than any page of ours has links to; null for every other request. Remix matches each
 * beginning of each path against every route, some 4,000 times for one URL, without a limit but the URL's length (React Router's like
 * of it is CVE-2026-42342).
 */
export function refuseManyRoutes(request: Request): Response | null {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname !== "/__manifest") return null;
  const parts = searchParams.getAll("p").reduce((sum, path) => sum + path.split("/").length, 0);
  return parts <= MOST_PARTS ? null : new Response(null, { status: 400 });
}
