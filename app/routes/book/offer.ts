import type { SessionCard } from "../../session/card.ts";

export interface OfferWords {
  readonly startsAt: string;
  readonly minutes: number;
  readonly when: string;
  /** Null when it is free. */
  readonly price: string | null;
  /** Until when it can be cancelled; null when that time is over already. */
  readonly deadline: string | null;
  readonly ribbons: Pick<SessionCard, "places" | "time" | "other">;
}
