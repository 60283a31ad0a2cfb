import type { AppLoadContext } from "@remix-run/cloudflare";
import { clearCookie, cookieName, sessionCookieName } from "../../auth/cookie.ts";
import { seeOther } from "./act.server.ts";
import { COOKIES } from "./cookies.server.ts";

/** Out and on to the first page. The browser is told to throw away what it kept for the time without a network (app/offline). */
export function signedOut(context: AppLoadContext): Response {
  const { APP_ORIGIN } = context.env;
  const cookies = [sessionCookieName(APP_ORIGIN), cookieName(APP_ORIGIN, COOKIES.profileZone)].map((name) =>
    clearCookie(APP_ORIGIN, name),
  );
  return seeOther(context, "/", cookies, { "Clear-Site-Data": '"storage"' });
}
