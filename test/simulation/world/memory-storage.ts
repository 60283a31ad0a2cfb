import type { Booking } from "../../../domain/booking.ts";
import { effectKey } from "../../../domain/effects.ts";
import type { OutboxEntry } from "../../../durable-objects/outbox.ts";
import type { BookingStorage } from "../../../durable-objects/storage.ts";

/** The object's storage in memory: what one call writes is there whole, and survives the object's death. */
export class MemoryStorage implements BookingStorage {
  #state: { booking: Booking; projectedVersion: number } | null = null;
  #outbox: OutboxEntry[] = [];
  #sequence = 0;

  load() {
    return this.#state;
  }
  outbox() {
    return [...this.#outbox];
  }
  save(...[booking, effects, now]: Parameters<BookingStorage["save"]>): void {
    // A round through JSON, as on the real disk: nothing is shared with the caller.
    const stored = JSON.parse(JSON.stringify(booking)) as Booking;
    this.#state = { booking: stored, projectedVersion: this.#state?.projectedVersion ?? 0 };
    for (const effect of effects) {
      const key = effectKey(effect);
      this.#outbox = this.#outbox.filter((entry) => entry.key !== key);
      this.#outbox.push({
        sequence: ++this.#sequence,
        key,
        effect,
        attempts: 0,
        dueAt: now,
        createdAt: now,
        lastError: null,
      });
    }
  }
  clear(entry: OutboxEntry): void {
    this.#outbox = this.#outbox.filter((other) => other.sequence !== entry.sequence);
  }
  postpone(entry: OutboxEntry, dueAt: number): void {
    this.#outbox = this.#outbox.map((other) =>
      other.sequence === entry.sequence ? { ...other, attempts: entry.attempts + 1, dueAt } : other,
    );
  }
  projected(version: number): void {
    if (this.#state === null) return;
    this.#state = { ...this.#state, projectedVersion: Math.max(this.#state.projectedVersion, version) };
  }
  forget(): void {
    this.#state = null;
    this.#outbox = [];
  }
}
