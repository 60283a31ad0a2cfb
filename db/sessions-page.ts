import type { BookingStatus, ParticipantRole } from "../domain/booking.ts";
import type { BookingFacts } from "../domain/booking-facts.ts";
import type { Instant } from "../domain/time.ts";

// The shapes that list and details queries answer with.

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly headline: string | null;
  readonly photoUrl: string | null;
  readonly timezone: string;
}

export interface SessionRow {
  readonly facts: BookingFacts;
  readonly mentor: Person;
  readonly mentee: Person;
  readonly review: { readonly rating: number; readonly comment: string | null } | null;
}

/** One on somebody's own list or calendar: with whom. Who asks knows who they are. */
export interface ListedSession {
  readonly facts: BookingFacts;
  readonly other: Person;
  readonly review: SessionRow["review"];
}

export interface SessionsRequest {
  readonly viewerId: string;
  readonly list: "upcoming" | "past";
  /** The split between the two lists follows the clock, not the stored status. */
  readonly now: Instant;
  readonly limit: number;
  readonly cursor: SessionsCursor | null;
  /** Words that each begin a word of the other person's name; empty for all. */
  readonly words: readonly string[];
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly role: ParticipantRole | null;
  readonly outcomes: readonly BookingStatus[];
}

/** The last row of the page before: the next begins behind it. */
export interface SessionsCursor {
  readonly startsAt: Instant;
  readonly id: string;
}

export interface SessionsPage {
  readonly rows: readonly ListedSession[];
  readonly next: SessionsCursor | null;
}
