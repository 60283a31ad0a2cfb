import type { Booking } from "../domain/booking.ts";
import type { Command } from "../domain/commands.ts";
import { decide } from "../domain/decide/decide.ts";
import type { Rejection } from "../domain/rejections.ts";
import { accepted, type Result } from "../domain/result.ts";
import { nextDueAt } from "../domain/schedule.ts";
import { type Instant, type Milliseconds, SECOND } from "../domain/time.ts";
import { ServiceUnavailable } from "../providers/failure.ts";
import type { EffectDone } from "../telemetry/measured.ts";
import type { ClaimRejection } from "./contract.ts";
import { afterGivingUp, isGivenUp, mayBeDone, type OutboxEntry, retryDelay, waitDelay } from "./outbox.ts";
import type { Outcome } from "./perform/outcome.ts";
import { perform } from "./perform/perform.ts";
import type { World } from "./services.ts";
import type { BookingStorage } from "./storage.ts";

/**
 * Whoever stores an effect begins it, and while it is being tried the alarm stands this far behind: should the object die before or
 * in the middle, the alarm finds the effect still stored and tries it.
 */
const ALARM_BEHIND: Milliseconds = 5 * SECOND;

export type ClaimRefusal = ClaimRejection["code"];

/**
 * Decides and performs: stores each decision with its effects in one synchronous step, does the effects, tells the booking what
 * came of them, and keeps the alarm at whatever is due next. It is the only place that writes the object's storage.
 */
export class Performer {
  readonly #storage: BookingStorage;
  readonly #world: World;
  /** Effects being tried at this moment, by the entry they stand for. Lost with the object, which is right. */
  readonly #running = new Map<number, Promise<void>>();
  /** The write to D1 under way: one at a time, so that an older version never overtakes a newer. */
  #projecting: Promise<void> | null = null;
  #claimRefused: ClaimRefusal | null = null;
  #armedAt: number | null = null;
  #pumpIsAhead = false;

  constructor(storage: BookingStorage, world: World) {
    this.#storage = storage;
    this.#world = world;
  }

  /** Judges a command and stores what follows. No await stands between reading the state and storing the next. */
  apply(command: Command, finished: OutboxEntry | null = null): Result<Booking, Rejection> {
    const now = this.#world.clock();
    const state = this.#storage.load()?.booking ?? null;
    const decision = decide(state, command, now);
    if (decision.ok && (decision.value.next !== state || decision.value.effects.length > 0)) {
      this.#storage.save(decision.value.next, decision.value.effects, now);
    }
    if (finished !== null) this.#storage.clear(finished);
    this.arm();
    return decision.ok ? accepted(decision.value.next) : decision;
  }

  /** Judges a command without storing anything: for what must be settled elsewhere before it may be decided. */
  consider(command: Command): Result<Booking, Rejection> {
    const decision = decide(this.#storage.load()?.booking ?? null, command, this.#world.clock());
    return decision.ok ? accepted(decision.value.next) : decision;
  }

  /** Does everything that is due, and what follows from it. Never throws: what fails stays stored with its next try. */
  async pump(): Promise<void> {
    const startable = this.#due();
    await Promise.all(
      startable.map(async (entry) => {
        await this.#run(entry);
        await this.pump();
      }),
    );
    this.arm();
  }

  /**
   * The same, once the answer has left: making ready what goes out would hold it up. Should the object die before, or the storage
   * itself fail, the alarm stands behind it.
   */
  pumpInBackground(): void {
    if (this.#pumpIsAhead) return;
    this.#pumpIsAhead = true;
    const pumped = this.#world.answered().then(() => {
      this.#pumpIsAhead = false;
      return this.pump();
    });
    pumped.catch((error: unknown) => this.#world.log("pump_failed", { why: reasonOf(error) }));
  }

  /** Tries one effect now, whether or not its next try is due, or waits for the try that runs. Never throws. */
  async force(key: string): Promise<void> {
    const entry = this.#storage.outbox().find((other) => other.key === key);
    if (entry === undefined) return;
    const running = this.#running.get(entry.sequence);
    if (running !== undefined) return running;
    // Of what may be done now: before the slot is claimed that is the claim alone.
    if (this.#waiting().some((other) => other.sequence === entry.sequence)) await this.#run(entry);
  }

  /** Brings D1 up to the stored version, after any write that is under way. Never throws: what fails is tried again. */
  async project(): Promise<void> {
    await this.#projecting;
    await this.force("project");
  }

  /** Writes the whole booking to D1, whatever that is known to have. Not stored as an effect: whoever asked asks again. */
  async reproject(): Promise<"written" | ClaimRefusal> {
    await this.#projecting;
    const booking = this.#booking();
    const outcome = await this.#world.projection.write(booking, 0);
    if (outcome === "written") this.#storage.projected(booking.version);
    return outcome;
  }

  /**
   * The first projection: the claim of the slot. @returns why it was refused, in which case the booking is forgotten, or has expired.
   * @throws when D1 does not answer: the claim is tried again by the alarm, and by whoever asks again.
   */
  async claim(): Promise<ClaimRefusal | null> {
    this.#claimRefused = null;
    await this.project();
    const stored = this.#storage.load();
    if (this.#claimRefused !== null && !stored?.projectedVersion) return this.#claimRefused;
    if (stored === null || stored.projectedVersion === 0) {
      throw new ServiceUnavailable("d1", "the slot could not be claimed");
    }
    return null;
  }

  /**
   * Sets the alarm to the earliest of the next retry, the next transition, and a moment behind whatever runs now. While
   * something runs an alarm that is set a little early already is left: each setting is a write.
   */
  arm(): void {
    const at = this.#nextWake();
    const early = this.#armedAt !== null && at !== null && this.#armedAt <= at;
    if (
      at === this.#armedAt ||
      (early && this.#running.size > 0 && this.#world.clock() < (this.#armedAt ?? 0))
    )
      return;
    this.#armedAt = at;
    if (at === null) this.#world.clearAlarm();
    else this.#world.setAlarm(at);
  }

  /** It has fired, or may have been lost: whatever it was set to counts no more, and it is set anew. */
  forgetAlarm(): void {
    this.#armedAt = null;
  }

  #due(): readonly OutboxEntry[] {
    const now = this.#world.clock();
    return this.#waiting().filter((entry) => entry.dueAt <= now && !this.#running.has(entry.sequence));
  }

  /** What may be done now. One projection runs at a time. */
  #waiting(): readonly OutboxEntry[] {
    const projectedVersion = this.#storage.load()?.projectedVersion ?? 0;
    return this.#storage
      .outbox()
      .filter((entry) => mayBeDone(entry, projectedVersion))
      .filter((entry) => entry.effect.type !== "project" || this.#projecting === null);
  }

  #run(entry: OutboxEntry): Promise<void> {
    const attempt = this.#attempt(entry).finally(() => {
      this.#running.delete(entry.sequence);
      if (this.#projecting === attempt) this.#projecting = null;
      this.arm();
    });
    this.#running.set(entry.sequence, attempt);
    if (entry.effect.type === "project") this.#projecting = attempt;
    this.arm();
    return attempt;
  }

  /** Tries it, and lets the try be seen from outside, whatever came of it. */
  async #attempt(entry: OutboxEntry): Promise<void> {
    const { effect } = entry;
    const startedAt = this.#world.clock();
    const booking = this.#storage.load()?.booking.id ?? null;
    const outcome = await this.#tryOnce(entry);
    this.#world.measure({
      event: "effect",
      effect: effect.type,
      outcome,
      attempts: entry.attempts + 1,
      took: this.#world.clock() - startedAt,
      person: "userId" in effect ? effect.userId : null,
      booking,
    });
  }

  async #tryOnce(entry: OutboxEntry): Promise<EffectDone["outcome"]> {
    try {
      if (entry.effect.type !== "project")
        return this.#settle(entry, await perform(entry.effect, () => this.#booking(), this.#world));
      await this.#project(entry);
      return "done";
    } catch (error) {
      return this.#failed(entry, error);
    }
  }

  async #project(entry: OutboxEntry): Promise<void> {
    const stored = this.#storage.load();
    if (stored === null) return;
    const { booking, projectedVersion } = stored;
    const outcome = await this.#world.projection.write(booking, projectedVersion);
    if (outcome === "written") {
      this.#storage.projected(booking.version);
      this.#storage.clear(entry);
    } else if (projectedVersion === 0) {
      this.#claimRefused = outcome;
      this.#giveBack(entry);
    } else {
      throw new Error(`D1 refuses version ${booking.version} of a claimed booking: ${outcome}`);
    }
  }

  /**
   * The slot is another's. An earlier try that was given up on may reach D1 yet, once the slot is free again: what it would write
   * is taken back by a later version, which D1 keeps.
   */
  #giveBack(entry: OutboxEntry): void {
    const withdrawn = entry.attempts > 0 ? this.apply({ type: "withdraw" }, entry) : null;
    if (withdrawn?.ok !== true || withdrawn.value.status !== "expired") this.#storage.forget();
  }

  #settle(entry: OutboxEntry, outcome: Outcome): "done" | "waits" {
    const now = this.#world.clock();
    if (!outcome.done) {
      this.#storage.postpone(entry, now + waitDelay(entry.attempts + 1), outcome.why);
      return "waits";
    }
    if (outcome.report === null) {
      this.#storage.clear(entry);
    } else {
      const told = this.apply(outcome.report, entry);
      if (!told.ok) {
        this.#world.log("report_refused", {
          booking: this.#booking().id,
          effect: entry.key,
          reason: told.reason,
        });
      }
    }
    return "done";
  }

  #failed(entry: OutboxEntry, error: unknown): "failed" | "given_up" {
    const why = reasonOf(error);
    const askedToWait = error instanceof ServiceUnavailable ? error.retryAfter : null;
    const attempts = entry.attempts + 1;
    const bookingId = this.#storage.load()?.booking.id ?? "";
    const givenUp = isGivenUp(entry, attempts);
    if (givenUp) this.#giveUp(entry, attempts, why);
    else {
      const delay = retryDelay(entry, attempts, askedToWait, bookingId);
      this.#storage.postpone(entry, this.#world.clock() + delay, why);
    }
    this.#world.log(givenUp ? "effect_given_up" : "effect_failed", {
      booking: bookingId,
      effect: entry.key,
      attempts,
      why,
    });
    return givenUp ? "given_up" : "failed";
  }

  /** Stored in one step with what follows from it. */
  #giveUp(entry: OutboxEntry, attempts: number, why: string): void {
    const effects = afterGivingUp(entry, attempts, why);
    if (effects.length > 0) this.#storage.save(this.#booking(), effects, this.#world.clock());
    this.#storage.clear(entry);
  }

  #booking(): Booking {
    const stored = this.#storage.load();
    if (stored === null) throw new Error("the booking is gone while one of its effects runs");
    return stored.booking;
  }

  /** It runs, or waits for a write to D1 that does: when that ends, the alarm is set anew. */
  #mustWait(entry: OutboxEntry): boolean {
    return (
      this.#running.has(entry.sequence) || (entry.effect.type === "project" && this.#projecting !== null)
    );
  }

  /** A first try is begun by whoever stored the effect: an alarm for that moment would ring beside it, before the answer is out. */
  #wakeFor(entry: OutboxEntry, now: Instant): Instant {
    if (this.#mustWait(entry)) return now + ALARM_BEHIND;
    return entry.attempts === 0 ? entry.dueAt + ALARM_BEHIND : entry.dueAt;
  }

  #nextWake(): number | null {
    const stored = this.#storage.load();
    if (stored === null) return null;
    const now = this.#world.clock();
    const claimed = stored.projectedVersion > 0;
    const retries = this.#storage
      .outbox()
      .filter((entry) => mayBeDone(entry, stored.projectedVersion))
      .map((entry) => this.#wakeFor(entry, now));
    const transition = claimed ? nextDueAt(stored.booking) : null;
    const wakes = transition === null ? retries : [...retries, transition];
    return wakes.length === 0 ? null : Math.min(...wakes);
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
