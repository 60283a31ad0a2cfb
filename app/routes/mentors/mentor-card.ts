import type { Face } from "../../session/card.ts";

export interface MentorCard {
  readonly face: Face;
  readonly city: string;
  /** "3:40 PM": what the clock says there now. */
  readonly clock: string;
  readonly offers: readonly { readonly minutes: number; readonly price: string | null }[];
  readonly rating: { readonly average: string; readonly count: number } | null;
}
