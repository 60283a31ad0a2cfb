import type { Instant } from "../domain/time.ts";
import { BROWSER_SESSION, SEEN } from "./limits.ts";
import type { Viewer } from "./viewer.ts";

/** When a browser's session is over if its person, seen now, is not seen again. */
export function sessionEnd(signedInAt: Instant, isAdmin: boolean, now: Instant): Instant {
  return Math.min(signedInAt + BROWSER_SESSION, now + limits(isAdmin).within);
}

/**
 * The end that is to be stored since this person was seen; null while the stored one is near enough. It comes sooner than the stored
 * one for somebody who was made an administrator meanwhile. A platform's token ends when it was made to.
 */
export function endOnceSeen(viewer: Viewer, now: Instant): Instant | null {
  const { session, signedInAt, sessionEndsAt, roles } = viewer;
  if (session === "platform") return null;
  const end = sessionEnd(signedInAt, roles.admin, now);
  const last = end === signedInAt + BROWSER_SESSION && end !== sessionEndsAt;
  return last || Math.abs(end - sessionEndsAt) >= limits(roles.admin).every ? end : null;
}

const limits = (isAdmin: boolean) => (isAdmin ? SEEN.administrator : SEEN.person);
