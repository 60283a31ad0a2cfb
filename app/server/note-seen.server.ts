import type { AppLoadContext } from "@remix-run/cloudflare";
import { readCookie, sessionCookieName } from "../../auth/cookie.ts";
import { endOnceSeen } from "../../auth/session-end.ts";
import type { Viewer } from "../../auth/viewer.ts";
import type { Instant } from "../../domain/time.ts";

/** Moves the end of this browser's session on, behind the answer, where it is time to. What fails is tried at the next page. */
export function noteSeen(headers: Headers, context: AppLoadContext, viewer: Viewer, now: Instant): void {
  const token = readCookie(headers, sessionCookieName(context.env.APP_ORIGIN));
  if (token === null || endOnceSeen(viewer, now) === null) return;
  context.later(context.env.DASHBOARD_SERVICE.noteSeen(token).catch(() => undefined));
}
