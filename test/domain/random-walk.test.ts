import { describe, expect, it } from "vitest";
import {
  type Booking,
  type BookingStatus,
  FINAL_STATUSES,
  type Refund,
  type RefundCause,
} from "../../domain/booking.ts";
import type { Canceller, Command, RefundReading } from "../../domain/commands.ts";
import { type Decision, decide } from "../../domain/decide/decide.ts";
import { mailKey } from "../../domain/effects.ts";
import type { Rejection } from "../../domain/rejections.ts";
import type { Result } from "../../domain/result.ts";
import { nextDueAt, shownStatus } from "../../domain/schedule.ts";
import { DAY, HOUR, type Instant, MINUTE } from "../../domain/time.ts";
import {
  ADMIN,
  BOOKED,
  byAdmin,
  byMentee,
  byMentor,
  byPlatform,
  byStranger,
  CHECKOUT,
  CLOSES,
  cancelCommand,
  createCommand,
  DEADLINE,
  deepFreeze,
  END,
  expectSound,
  FREE,
  HOLD_END,
  holds,
  MENTEE,
  MENTOR,
  PRICE,
  paidReading,
  ROOM,
  STAND_IN,
  START,
  STRANGER,
  takeOverCommand,
} from "./support/bookings.ts";

const HISTORIES = 2_000;
const STEPS = 24;
/** From a confirmed booking to its end the clock has five things to do; an alarm that rings more often rings in a loop. */
const MOST_RINGS = 6;

const INSTANTS = [HOLD_END, DEADLINE, START - 15 * MINUTE, START, END, END + 50 * MINUTE, CLOSES].flatMap(
  (instant) => [instant - 1, instant, instant + 1],
);

/** mulberry32: enough chance for a walk, the same on every machine. */
class Chance {
  #state: number;
  #fresh = 0;
  constructor(seed: number) {
    this.#state = seed;
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  in(share: number): boolean {
    return this.next() < share;
  }
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
  of<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new Error("nothing to choose from");
    return choice;
  }
  fresh(name: string): string {
    this.#fresh += 1;
    return `${name}_${this.#fresh}`;
  }
}

function birth(chance: Chance): { command: Command; now: Instant } {
  const now = chance.of([
    BOOKED,
    BOOKED,
    DEADLINE - 1,
    DEADLINE,
    START - 10 * MINUTE,
    START - 1,
    END,
    CLOSES,
  ]);
  const price = chance.in(0.15) ? FREE : PRICE;
  if (chance.in(0.7)) return { command: createCommand({ price }), now };
  const paymentIntentId = chance.of(["pi_1", null]);
  return {
    command: takeOverCommand({ price, paymentIntentId, status: chance.of(["draft", "confirmed"]) }),
    now,
  };
}

function later(chance: Chance, booking: Booking, now: Instant): Instant {
  if (chance.in(0.35)) return now;
  const ahead = INSTANTS.filter((instant) => instant > now);
  if (chance.in(0.4)) return Math.max(now, nextDueAt(booking) ?? now);
  if (chance.in(0.4) && ahead.length > 0) return chance.of(ahead.slice(0, 6));
  return now + chance.below(chance.of([1_000, MINUTE, HOUR, DAY]));
}

const CANCELLERS: readonly Canceller[] = [
  ...[byMentee, byMentor, byStranger],
  ...[byAdmin(true), byAdmin(false), byPlatform(true), byPlatform(false)],
];

/** What may come next; each as likely as the other, whether it makes sense or not. */
const KINDS: readonly ((chance: Chance, booking: Booking, now: Instant) => Command)[] = [
  () => ({ type: "tick" }),
  () => ({ type: "tick" }),
  () => createCommand(),
  (chance) =>
    takeOverCommand({
      status: chance.of(["draft", "confirmed"]),
      paymentIntentId: chance.of([null, "pi_1", "pi_2"]),
      price: chance.of([PRICE, PRICE, FREE]),
    }),
  (chance) =>
    cancelCommand(chance.of(CANCELLERS), {
      refundId: chance.fresh("refund"),
      reason: chance.of([null, "ill"]),
      shareReason: chance.in(0.5),
    }),
  checkoutOpens,
  checkoutOpens,
  () => ({ type: "checkout_noticed" }),
  paidOrNot,
  paidOrNot,
  paidOrNot,
  (chance) => (chance.in(0.3) ? { type: "checkout_missing" } : { type: "tick" }),
  () => ({ type: "refund_noticed" }),
  refundMoves,
  refundMoves,
  refundMoves,
  (chance, booking) => ({ type: "refund_retried", refundId: anyRefund(chance, booking), userId: ADMIN }),
  (chance, booking) => ({ type: "refund_settled", refundId: anyRefund(chance, booking), userId: ADMIN }),
  (chance) => ({ type: "refund_granted", refundId: chance.fresh("refund"), userId: ADMIN }),
  () => ({ type: "room_made", room: ROOM, logged: true, askedAt: BOOKED }),
  () => ({ type: "room_made", room: ROOM, logged: true, askedAt: BOOKED }),
  (chance, { roomNumber }) => ({
    type: "room_made",
    room: STAND_IN,
    logged: false,
    askedAt: BOOKED,
    ...(chance.in(0.5) ? { insteadOf: roomNumber } : {}),
  }),
  (_, { roomNumber }) => ({ type: "room_seen", number: roomNumber, askedAt: START }),
  (_, { roomNumber }) => ({ type: "room_lost", number: roomNumber }),
  (chance, { roomNumber }) => ({
    type: "link_given",
    userId: chance.of([MENTOR, MENTEE]),
    number: roomNumber,
  }),
  (chance) => ({ type: "contested", userId: chance.of([MENTOR, MENTEE, STRANGER]), reason: "I was there" }),
  (chance) => ({ type: "ruled", userId: ADMIN, verdict: chance.of(["held", "mentor_missing"] as const) }),
  () => ({ type: "room_removed" }),
  (chance, _, now) => ({ type: "joined", userId: chance.of([MENTOR, MENTEE, STRANGER]), at: now }),
  (chance) => ({ type: "person_erased", userId: chance.of([MENTOR, MENTEE, STRANGER]) }),
  (chance) => ({
    type: "attendance_read",
    joined: chance.of([[], [MENTOR], [MENTEE, MENTOR]]),
    complete: chance.in(0.7),
  }),
  (chance) => {
    const kind = chance.of(["confirmed", "reminder_24h", "cancelled"] as const);
    const userId = chance.of([MENTEE, MENTOR]);
    const status = chance.of(["accepted", "refused", "withdrawn"] as const);
    return {
      type: "mail_settled",
      key: `mail:${kind}:${userId}`,
      kind,
      userId,
      status,
      providerId: null,
      detail: null,
    };
  },
  (chance, { mailsAsked }) => ({
    type: "mail_asked_again",
    key: mailsAsked.length === 0 ? "mail:none" : mailKey(chance.of(mailsAsked)),
    again: chance.fresh("act"),
  }),
  (chance, booking) => ({
    type: "administrators_listed",
    kind: "refund_failed",
    refundId: anyRefund(chance, booking),
    round: 1,
    userIds: chance.of([[], [ADMIN], [ADMIN, "joe"]]),
  }),
];

/** Only what was asked for is opened: a draft of a platform's has its payment already. */
function checkoutOpens(_: Chance, { checkoutRequest }: Booking): Command {
  return checkoutRequest === null ? { type: "tick" } : { type: "checkout_opened", session: CHECKOUT };
}

function paidOrNot(chance: Chance): Command {
  const reading = chance.in(0.6)
    ? paidReading({ intentId: chance.of(["pi_1", "pi_1", "pi_2", "pi_3"]) })
    : chance.of([
        paidReading({ status: "expired", paid: false }),
        paidReading({ status: "open", paid: false }),
        paidReading({ paid: false }),
        paidReading({ sessionId: "cs_other" }),
        paidReading({ amount: PRICE.amount + 1 }),
        paidReading({ currency: "eur" }),
        paidReading({ livemode: true }),
        paidReading({ intentId: null }),
      ]);
  return { type: "checkout_read", reading, refundId: chance.fresh("refund") };
}

function refundMoves(chance: Chance, booking: Booking): Command {
  const stripeRefundId = chance.of(["re_1", "re_1", "re_2"]);
  const reading: RefundReading = chance.in(0.2)
    ? { status: "manual", reason: "outcome_unknown" }
    : { status: chance.of(["pending", "succeeded", "failed"]), stripeRefundId };
  return { type: "refund_read", refundId: anyRefund(chance, booking), reading };
}

const anyRefund = (chance: Chance, booking: Booking): string =>
  chance.of(["refund_other", ...booking.refunds.flatMap(({ id }) => [id, id, id])]);

/** Money goes back only for a reason that the product page names, and never more than the price for one payment. */
function expectRefundsJustified(before: Booking | null, command: Command, next: Booking, now: Instant): void {
  const { refunds, price } = next;
  holds(refunds.filter(({ cause }) => cause === "cancelled").length <= 1, () => "one refund for one cancel");
  const intents = refunds.map(({ intentId }) => intentId).filter((intentId) => intentId !== null);
  holds(new Set(intents).size === intents.length, () => "one refund for one payment");
  for (const refund of refunds.slice(before?.refunds.length ?? 0)) {
    const odd = refund.manualReason?.endsWith("_differs") === true && refund.status === "manual";
    holds(
      odd || (refund.amount === price.amount && refund.amount > 0),
      () => "exactly what was paid goes back",
    );
    holds(mayGoBack(refund, command, next, now), () => `no reason for ${JSON.stringify(refund)}`);
  }
}

function mayGoBack(refund: Refund, command: Command, next: Booking, now: Instant): boolean {
  if (refund.cause === "cancelled") {
    if (command.type !== "cancel" || next.status !== "cancelled") return false;
    return command.by.kind === "participant" ? next.startsAt - now > 24 * HOUR : command.by.refund;
  }
  if (refund.cause === "granted") {
    const over = next.status === "completed" || next.status === "no_show";
    return command.type === "refund_granted" && over && refund.intentId === (next.payment?.intentId ?? null);
  }
  if (command.type !== "checkout_read" || !command.reading.paid) return false;
  const first = next.payment?.intentId ?? null;
  return refund.intentId !== first && (refund.cause === "second_payment") === (first !== null);
}

function expectRefundsLive(before: Booking | null, command: Command, next: Booking): void {
  for (const refund of next.refunds) {
    const was = before?.refunds.find(({ id }) => id === refund.id);
    const settled = refund.status === "succeeded";
    holds(settled === (refund.settledAt !== null), () => "a date of settling exactly when settled");
    holds((refund.status as string) !== "failed", () => "what failed waits for a person");
    if (was === undefined || was === refund) continue;
    holds(!was.settledOutside, () => "what a person settled stays settled");
    holds(refund.round >= was.round && refund.round <= was.round + 1, () => "rounds are counted one by one");
    if (refund.round > was.round)
      holds(command.type === "refund_retried", () => "only a person starts a round");
  }
}

function expectClockHeard(next: Booking, now: Instant): void {
  const due = nextDueAt(next);
  holds(due === null || due > now, () => `right after a tick the next alarm lies ahead: ${due} at ${now}`);
  const again = decide(next, { type: "tick" }, now);
  holds(again.ok && again.value.next === next, () => "a second tick in one instant changes nothing");
  const shown = shownStatus(next, now);
  holds(next.status === shown, () => `stored ${next.status}, shown ${shown}`);
}

function expectAll(
  before: Booking | null,
  command: Command,
  result: Result<Decision, Rejection>,
  now: Instant,
): void {
  expectSound(before, result, now);
  if (!result.ok) return;
  const { next } = result.value;
  expectRefundsJustified(before, command, next, now);
  expectRefundsLive(before, command, next);
  if (FINAL_STATUSES.includes(next.status))
    holds(nextDueAt(next) === null, () => "no alarm for what is final");
  if (next.status === "cancelled") holds(next.cancellation !== null, () => "a cancel says who and when");
  if (command.type === "tick") expectClockHeard(next, now);
}

interface Seen {
  readonly statuses: Set<BookingStatus>;
  readonly causes: Set<RefundCause>;
  readonly refusals: Set<Rejection["code"]>;
}

class Walk {
  readonly #chance: Chance;
  readonly #seen: Seen;
  readonly #path: string[] = [];
  #booking: Booking | null = null;
  #now: Instant = BOOKED;

  constructor(seed: number, seen: Seen) {
    this.#chance = new Chance(seed);
    this.#seen = seen;
  }

  get path(): string {
    return this.#path.join("\n");
  }

  run(): void {
    const { command, now } = birth(this.#chance);
    this.#now = now;
    let booking = this.#step(command);
    for (let step = 0; step < STEPS; step++) {
      this.#now = later(this.#chance, booking, this.#now);
      booking = this.#step(this.#chance.of(KINDS)(this.#chance, booking, this.#now));
    }
    this.#toTheEnd(booking);
  }

  #step(command: Command): Booking {
    this.#path.push(`${new Date(this.#now).toISOString()} ${JSON.stringify(command)}`);
    const result = decide(this.#booking, command, this.#now);
    expectAll(this.#booking, command, result, this.#now);
    if (result.ok) this.#booking = deepFreeze(result.value.next);
    else this.#seen.refusals.add(result.reason.code);
    if (this.#booking === null) throw new Error("born dead");
    this.#seen.statuses.add(this.#booking.status);
    for (const { cause } of this.#booking.refunds) this.#seen.causes.add(cause);
    return this.#booking;
  }

  /** Left to its alarms alone, every booking comes to its end; a draft that waits for Stripe, with Stripe's answer. */
  #toTheEnd(left: Booking): void {
    let booking = left;
    for (let rings = 0; nextDueAt(booking) !== null; rings++) {
      holds(rings < MOST_RINGS, () => "the alarm rings in a loop");
      this.#now = Math.max(this.#now, nextDueAt(booking) ?? 0);
      booking = this.#step({ type: "tick" });
    }
    if (booking.status === "draft") booking = this.#step({ type: "checkout_missing" });
    holds(FINAL_STATUSES.includes(booking.status), () => `left alone, it stays ${booking.status}`);
  }
}

describe("a random walk through bookings' lives", () => {
  it(`keeps every rule in ${HISTORIES} histories`, () => {
    const seen: Seen = { statuses: new Set(), causes: new Set(), refusals: new Set() };
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const walk = new Walk(seed, seen);
      try {
        walk.run();
      } catch (cause) {
        throw new Error(`seed ${seed}: ${cause instanceof Error ? cause.message : cause}\n${walk.path}`, {
          cause,
        });
      }
    }
    expect([...seen.statuses].sort(), "the walk goes everywhere").toEqual(
      ["draft", "confirmed", "in_progress", ...FINAL_STATUSES].sort(),
    );
    expect([...seen.causes].sort()).toEqual(["cancelled", "granted", "late_payment", "second_payment"]);
    expect([...seen.refusals].sort()).toEqual([
      "cancellation_window_closed",
      "conflict",
      "not_cancellable",
      "not_found",
      "payment_ignored",
    ]);
  });

  it("is the same walk every time: a seed replays it", () => {
    const paths = [7, 7, 8].map((seed) => {
      const walk = new Walk(seed, { statuses: new Set(), causes: new Set(), refusals: new Set() });
      // A broken rule ends the walk early; the walk above is what tells of it.
      try {
        walk.run();
      } catch {}
      return walk.path;
    });
    expect(paths[0]).toBe(paths[1]);
    expect(paths[0]).not.toBe(paths[2]);
  });
});
