import { isOwnOrigin, isUnsafe } from "../../auth/origin.ts";
import { plainPage } from "./plain-page.ts";

/**
 * The answer to a form that was sent from a foreign page; null for every other request. Asked before Remix is: its own check,
 * which knows only hosts, answers such a post with a bare 500 (and reads a broken `Origin` as its own failure).
 */
export function refuseForeign(request: Request, env: unknown): Response | null {
  const { APP_ORIGIN } = env as { readonly APP_ORIGIN: string };
  return isOwnOrigin(request, APP_ORIGIN) ? null : plainPage(request, 403, "forbidden");
}

/**
 * The same request, as Remix has to see it: it judges `Origin` once more, against a forwarded host that anybody can send, or against the
 * host that was asked, which need not be APP_ORIGIN's (a Pages project has several). @param request one that was not refused.
 */
export function judged(request: Request, env: unknown): Request {
  if (!isUnsafe(request.method)) return request;
  const { APP_ORIGIN } = env as { readonly APP_ORIGIN: string };
  const headers = new Headers(request.headers);
  headers.set("x-forwarded-host", new URL(APP_ORIGIN).host);
  return new Request(request, { headers });
}

/** A page is read, and a form is posted: Remix would take any other method for a post. */
export const refuseMethod = ({ method }: Request): Response | null =>
  ["GET", "HEAD", "POST"].includes(method)
    ? null
    : new Response(null, { status: 405, headers: { Allow: "GET, HEAD, POST" } });
