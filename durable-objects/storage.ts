import type { Booking } from "../domain/booking.ts";
import type { Effect } from "../domain/effects.ts";
import type { Instant } from "../domain/time.ts";
import type { OutboxEntry } from "./outbox.ts";

export interface StoredBooking {
  readonly booking: Booking;
  /** The version that D1 is known to have; 0 until the slot is claimed. */
  readonly projectedVersion: number;
}

/**
 * Where a booking's object keeps its state. Everything is synchronous: what is written between two awaits is stored together
 * or not at all, and nothing leaves the object (no request, no answer) before it is.
 */
export interface BookingStorage {
  load(): StoredBooking | null;
  outbox(): readonly OutboxEntry[];
  /** Stores the decision and its effects. An effect that waits already under its key starts anew. */
  save(booking: Booking, effects: readonly Effect[], now: Instant): void;
  /** The effect is done. A newer entry under the same key stays. */
  clear(entry: OutboxEntry): void;
  postpone(entry: OutboxEntry, dueAt: Instant, why: string): void;
  projected(version: number): void;
  /** As if it had never been: a booking whose slot could not be claimed. */
  forget(): void;
}
