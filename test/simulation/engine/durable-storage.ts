import type { Booking } from "../../../domain/booking.ts";
import { effectKey } from "../../../domain/effects.ts";
import type { Instant } from "../../../domain/time.ts";
import type { OutboxEntry } from "../../../durable-objects/outbox.ts";
import type { BookingStorage, StoredBooking } from "../../../durable-objects/storage.ts";

/** Everything that is on the object's disk at one moment, its alarm too. Never changed, only replaced. */
export interface Disk {
  readonly stored: StoredBooking | null;
  readonly outbox: readonly OutboxEntry[];
  readonly sequence: number;
  readonly alarmAt: Instant | null;
}

/** The object was replaced: "any storage access then stops the request". */
export class StorageGone extends Error {}

export const EMPTY_DISK: Disk = { stored: null, outbox: [], sequence: 0, alarmAt: null };

/**
 * The object's storage with the platform's promises and no more: what is written without an await in between is stored together
 * or not at all; nothing leaves the object before what was written earlier is durable; what is not yet durable may be lost with
 * the object. Each life of the object has its own: one that died goes on writing to a disk that nobody will read.
 */
export class DurableStorage implements BookingStorage {
  #disk: Disk;
  #durable: Disk;
  /** What was written since, in the order of its writing; one disk for each piece of code between two awaits. */
  #units: Disk[] = [];
  #unitsBefore = 0;
  #open = false;
  #drainsUntil: Instant | null = null;
  readonly #asJson: boolean;
  readonly #saved: (before: Booking | null, after: Booking) => void;

  /** @param asJson whether states go through JSON as on the real disk: it shares nothing with the caller, and it costs. */
  constructor(disk: Disk, asJson: boolean, saved: (before: Booking | null, after: Booking) => void) {
    this.#disk = disk;
    this.#durable = disk;
    this.#asJson = asJson;
    this.#saved = saved;
  }

  get disk(): Disk {
    return this.#disk;
  }

  /** The object is replaced: what it has begun may go on until then, without this storage. */
  close(drainsUntil: Instant): void {
    this.#drainsUntil = drainsUntil;
  }

  drainsAt(now: Instant): boolean {
    return this.#drainsUntil !== null && now < this.#drainsUntil;
  }

  /** How far the object had written when it called: so much must be durable before the call leaves. */
  mark(): number {
    return this.#unitsBefore + this.#units.length + (this.#open ? 1 : 0);
  }

  /** The output gate. */
  durableUpTo(mark: number): void {
    const count = Math.min(mark - this.#unitsBefore, this.#units.length);
    if (count <= 0) return;
    this.#durable = this.#units[count - 1] ?? this.#durable;
    this.#units.splice(0, count);
    this.#unitsBefore += count;
  }

  /** What a crash leaves: what was durable, and as much of the rest as luck has it. @param share from 0 (none) to 1 (all). */
  afterCrash(share: number): Disk {
    const kept = Math.round(share * this.#units.length);
    return kept === 0 ? this.#durable : (this.#units[kept - 1] ?? this.#durable);
  }

  load(): StoredBooking | null {
    this.#mustBeThere();
    return this.#disk.stored;
  }

  outbox(): readonly OutboxEntry[] {
    this.#mustBeThere();
    return this.#disk.outbox;
  }

  save(...[booking, effects, now]: Parameters<BookingStorage["save"]>): void {
    const { stored } = this.#disk;
    let { sequence } = this.#disk;
    const kept = this.#asJson ? (JSON.parse(JSON.stringify(booking)) as Booking) : booking;
    const keys = effects.map(effectKey);
    const outbox = this.#disk.outbox.filter((entry) => !keys.includes(entry.key));
    effects.forEach((effect, index) => {
      sequence += 1;
      const key = keys[index] ?? "";
      outbox.push({ sequence, key, effect, attempts: 0, dueAt: now, createdAt: now, lastError: null });
    });
    this.#write({
      stored: { booking: kept, projectedVersion: stored?.projectedVersion ?? 0 },
      outbox,
      sequence,
    });
    this.#saved(stored?.booking ?? null, kept);
  }

  clear(entry: OutboxEntry): void {
    this.#write({ outbox: this.#disk.outbox.filter((other) => other.sequence !== entry.sequence) });
  }

  postpone(entry: OutboxEntry, dueAt: Instant, why: string): void {
    const outbox = this.#disk.outbox.map((other) =>
      other.sequence === entry.sequence
        ? { ...other, attempts: entry.attempts + 1, dueAt, lastError: why }
        : other,
    );
    this.#write({ outbox });
  }

  projected(version: number): void {
    const { stored } = this.#disk;
    if (stored === null) return;
    this.#write({
      stored: { ...stored, projectedVersion: Math.max(stored.projectedVersion, version) },
    });
  }

  forget(): void {
    this.#write({ stored: null, outbox: [] });
  }

  setAlarm(alarmAt: Instant | null): void {
    this.#write({ alarmAt });
  }

  /** The platform rings: the alarm is no longer set from then on, whatever else is lost. */
  alarmTaken(): void {
    this.#disk = { ...this.#disk, alarmAt: null };
    this.#durable = { ...this.#durable, alarmAt: null };
    this.#units = this.#units.map((disk) => ({ ...disk, alarmAt: null }));
  }

  #mustBeThere(): void {
    if (this.#drainsUntil !== null) throw new StorageGone();
  }

  #write(change: Partial<Disk>): void {
    this.#mustBeThere();
    this.#disk = { ...this.#disk, ...change };
    if (this.#open) return;
    this.#open = true;
    queueMicrotask(() => {
      this.#open = false;
      this.#units.push(this.#disk);
    });
  }
}
