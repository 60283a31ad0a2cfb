import type { Instant } from "../domain/time.ts";

/** Who is asking, as learned from a credential and from nothing else. */
export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly photoUrl: string | null;
  readonly headline: string | null;
  readonly timezone: string;
  readonly locale: "en" | "es";
  readonly roles: { readonly mentor: boolean; readonly mentee: boolean; readonly admin: boolean };
  /** A browser that signed in, or a token that a platform made for this person. */
  readonly session: "browser" | "platform";
  /** When that session began: for a browser the moment at which its code was redeemed. */
  readonly signedInAt: Instant;
  /** When it is over, unless they are seen again before (auth/session-end.ts). */
  readonly sessionEndsAt: Instant;
}
