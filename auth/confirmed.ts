import type { Instant } from "../domain/time.ts";
import { CONFIRMED_FOR } from "./limits.ts";
import type { Viewer } from "./viewer.ts";

/**
 * Whether it was shown lately that the person themselves sits at the browser: before an act of an administrator that moves money
 * or cannot be undone. Confirming is signing in anew, by a code in their mail; a browser left open, or a cookie that was taken, is
 * not enough. A platform's token is no browser (and acts as an administrator in a local run only).
 */
export const isConfirmed = ({ session, signedInAt }: Viewer, now: Instant): boolean =>
  session === "platform" || now - signedInAt < CONFIRMED_FOR;
