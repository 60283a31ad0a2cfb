import {
  type Booking,
  type BookingStatus,
  type CheckoutSession,
  FINAL_STATUSES,
  type MailKind,
  type MailRecord,
  type Refund,
  type Room,
  type TimelineEntryType,
} from "../../../domain/booking.ts";
import type { Canceller, CheckoutReading, Command, RefundReading } from "../../../domain/commands.ts";
import { type Decision, decide } from "../../../domain/decide/decide.ts";
import { type Effect, effectKey, mailKey } from "../../../domain/effects.ts";
import { CHECKOUT_BACKSTOP } from "../../../domain/limits.ts";
import { eventOf } from "../../../domain/platform-events.ts";
import type { Rejection } from "../../../domain/rejections.ts";
import type { Result } from "../../../domain/result.ts";
import { shownStatus } from "../../../domain/schedule.ts";
import { DAY, HOUR, type Instant, MINUTE, type Milliseconds } from "../../../domain/time.ts";

// One session, told in commands: Ana mentors Ben on a Friday at 17:00 UTC, for an hour and for $50.00, booked three days ahead.

export const MENTOR = "ana";
export const MENTEE = "ben";
export const STRANGER = "eve";
export const ADMIN = "ida";

export const START: Instant = Date.UTC(2026, 10, 20, 17);
export const END: Instant = START + HOUR;
export const CLOSES: Instant = END + 60 * MINUTE;
export const BOOKED: Instant = START - 3 * DAY;
export const HOLD_END: Instant = BOOKED + 30 * MINUTE;
/** The first instant at which a participant is refused: exactly 24 h before. */
export const DEADLINE: Instant = START - 24 * HOUR;

export const PRICE = { amount: 5_000, currency: "usd" } as const;
export const FREE = { amount: 0, currency: "usd" } as const;
export const CHECKOUT: CheckoutSession = { id: "cs_1", url: "https://checkout.example/cs_1" };
export const CARD = { brand: "visa", last4: "4242" } as const;
/** Where both meet while the first service gives no room. */
export const STAND_IN: Room = { provider: "jitsi", name: "room_1", url: "https://meet.example/room_1" };

export const ROOM: Room = { provider: "daily", name: "room_1", url: "https://video.example/room_1" };

export type CommandOf<T extends Command["type"]> = Extract<Command, { type: T }>;

const DETAILS = {
  id: "booking_1",
  mentorId: MENTOR,
  menteeId: MENTEE,
  startsAt: START,
  endsAt: END,
  price: PRICE,
  livemode: false,
  roomName: ROOM.name,
} as const;

export function createCommand(over: Partial<CommandOf<"create">> = {}): CommandOf<"create"> {
  const checkoutRequest = {
    description: "An hour with Ana",
    customerEmail: "ben@example.com",
    locale: "en",
    expiresAt: BOOKED + CHECKOUT_BACKSTOP,
  };
  return { type: "create", ...DETAILS, checkoutRequest, ...over };
}

export function takeOverCommand(over: Partial<CommandOf<"take_over">> = {}): CommandOf<"take_over"> {
  return { type: "take_over", ...DETAILS, status: "confirmed", paymentIntentId: "pi_1", ...over };
}

/** What Stripe says of a checkout that was paid as asked. */
export function paidReading(over: Partial<CheckoutReading> = {}): CheckoutReading {
  return {
    sessionId: CHECKOUT.id,
    status: "complete",
    paid: true,
    amount: PRICE.amount,
    currency: PRICE.currency,
    livemode: false,
    intentId: "pi_1",
    card: CARD,
    ...over,
  };
}

export const byMentee: Canceller = { kind: "participant", userId: MENTEE };
export const byMentor: Canceller = { kind: "participant", userId: MENTOR };
export const byStranger: Canceller = { kind: "participant", userId: STRANGER };
export const byAdmin = (refund: boolean): Canceller => ({ kind: "administrator", userId: ADMIN, refund });
export const byPlatform = (refund: boolean): Canceller => ({ kind: "platform", refund });

export function cancelCommand(by: Canceller, over: Partial<CommandOf<"cancel">> = {}): CommandOf<"cancel"> {
  return { type: "cancel", by, reason: null, shareReason: false, refundId: "refund_1", ...over };
}

/** Not one that follows every change: its projection, and that pages and platforms are told of it. */
export const isOfItsOwn = ({ type }: Effect): boolean => !["project", "tell", "announce"].includes(type);

/** What becomes of one booking, command by command. Each step goes through `decide` and is checked by `expectSound`. */
export class Story {
  #booking: Booking | null = null;
  #now: Instant = BOOKED;
  #grew = false;
  #effects: readonly Effect[] = [];
  #rejection: Rejection | null = null;

  static of(booking: Booking, now: Instant): Story {
    const story = new Story();
    story.#booking = deepFreeze(booking);
    story.#now = now;
    return story;
  }

  get booking(): Booking {
    if (this.#booking === null) throw new Error("this story has no booking yet");
    return this.#booking;
  }
  get now(): Instant {
    return this.#now;
  }
  get status(): BookingStatus {
    return this.booking.status;
  }
  get shown(): BookingStatus {
    return shownStatus(this.booking, this.#now);
  }
  /** Whether the last step was stored under a new version. */
  get grew(): boolean {
    return this.#grew;
  }
  /** What the last step asked for outside, as keys; what follows every change is left out, `grew` and `told` tell it. */
  get asked(): readonly string[] {
    return this.#effects.filter(isOfItsOwn).map(effectKey);
  }
  /** Whether open pages hear of the last step. */
  get told(): boolean {
    return this.#effects.some((effect) => effect.type === "tell");
  }
  /** Why the last step was refused; null when it was not. */
  get rejection(): Rejection | null {
    return this.#rejection;
  }
  get timeline(): readonly TimelineEntryType[] {
    return this.booking.timeline.map((entry) => entry.type);
  }
  /** The only refund there is. */
  get refund(): Refund {
    const [refund, ...others] = this.booking.refunds;
    if (refund === undefined || others.length > 0) {
      throw new Error(`one refund was expected: ${JSON.stringify(this.booking.refunds)}`);
    }
    return refund;
  }

  at(now: Instant): this {
    this.#now = now;
    return this;
  }
  after(pause: Milliseconds): this {
    return this.at(this.#now + pause);
  }
  /** A copy that may go another way from here. */
  fork(): Story {
    return Story.of(this.booking, this.#now);
  }

  do(command: Command): this {
    const result = decide(this.#booking, command, this.#now);
    expectSound(this.#booking, result, this.#now);
    this.#rejection = result.ok ? null : result.reason;
    this.#effects = result.ok ? result.value.effects : [];
    this.#grew = result.ok && result.value.next !== this.#booking;
    if (result.ok) this.#booking = deepFreeze(result.value.next);
    return this;
  }

  create(over: Partial<CommandOf<"create">> = {}): this {
    return this.do(createCommand(over));
  }
  takeOver(over: Partial<CommandOf<"take_over">> = {}): this {
    return this.do(takeOverCommand(over));
  }
  tick(): this {
    return this.do({ type: "tick" });
  }
  opened(session: CheckoutSession = CHECKOUT): this {
    return this.do({ type: "checkout_opened", session });
  }
  read(reading: Partial<CheckoutReading>, refundId = "refund_1"): this {
    return this.do({ type: "checkout_read", reading: paidReading(reading), refundId });
  }
  /** Paid at Stripe, in this booking's own price unless told otherwise; the checkout is opened first if need be. */
  paid(reading: Partial<CheckoutReading> = {}, refundId = "refund_1"): this {
    if (this.booking.checkoutSession === null) this.opened();
    return this.read({ ...this.booking.price, ...reading }, refundId);
  }
  cancel(by: Canceller = byMentee, over: Partial<CommandOf<"cancel">> = {}): this {
    return this.do(cancelCommand(by, over));
  }
  refundRead(reading: RefundReading, refundId = "refund_1"): this {
    return this.do({ type: "refund_read", refundId, reading });
  }
  pending(stripeRefundId = "re_1"): this {
    return this.refundRead({ status: "pending", stripeRefundId });
  }
  succeeded(stripeRefundId = "re_1"): this {
    return this.refundRead({ status: "succeeded", stripeRefundId });
  }
  failed(stripeRefundId = "re_1"): this {
    return this.refundRead({ status: "failed", stripeRefundId });
  }
  retried(refundId = "refund_1"): this {
    return this.do({ type: "refund_retried", refundId, userId: ADMIN });
  }
  settled(refundId = "refund_1"): this {
    return this.do({ type: "refund_settled", refundId, userId: ADMIN });
  }
  granted(refundId = "refund_1"): this {
    return this.do({ type: "refund_granted", refundId, userId: ADMIN });
  }
  erased(userId: string): this {
    return this.do({ type: "person_erased", userId });
  }
  roomMade(room: Room = ROOM): this {
    return this.do({ type: "room_made", room, logged: true, askedAt: this.#now });
  }
  joined(userId: string): this {
    return this.do({ type: "joined", userId, at: this.#now });
  }
  attendance(joined: readonly string[], complete: boolean): this {
    return this.do({ type: "attendance_read", joined, complete });
  }
  mailSettled(kind: MailKind, userId: string, status: MailRecord["status"] = "accepted"): this {
    const key = `mail:${kind}:${userId}`;
    return this.do({ type: "mail_settled", key, kind, userId, status, providerId: "msg_1", detail: null });
  }
}

export const story = (): Story => new Story();

/** Booked and paid in time. */
export const confirmedStory = (over: Partial<CommandOf<"create">> = {}): Story =>
  story().create(over).after(MINUTE).paid();

/** Cancelled two days ahead by its mentee: its refund is on its way. */
export const cancelledStory = (): Story =>
  confirmedStory()
    .at(START - 2 * DAY)
    .cancel();

/** In every status there is, at an instant when the clock has nothing to add. */
export const STORIES = {
  draft: () => story().create().after(MINUTE).opened(),
  confirmed: () => confirmedStory().roomMade(),
  "confirmed inside 24 h": () => confirmedStory().roomMade().at(DEADLINE).tick(),
  in_progress: () => confirmedStory().roomMade().at(START).tick(),
  completed: () => confirmedStory().roomMade().at(CLOSES).tick(),
  no_show: () =>
    confirmedStory()
      .roomMade()
      .at(END + 50 * MINUTE)
      .tick()
      .attendance([MENTEE], true)
      .at(CLOSES)
      .tick(),
  cancelled: () => cancelledStory(),
  expired: () => story().create().opened().at(HOLD_END).tick().read({ status: "expired", paid: false }),
} as const satisfies Record<string, () => Story>;

export type Situation = keyof typeof STORIES;
export const SITUATIONS = Object.keys(STORIES) as readonly Situation[];

/**
 * What holds of every decision, whatever was commanded: a change is stored under the next version and projected, and
 * everything it touched carries that version and its instant; what is done is done (final states, timeline, mails, cancellation, payment).
 * Plain conditions, since the random walk asks this tens of thousands of times.
 */
export function expectSound(before: Booking | null, result: Result<Decision, Rejection>, now: Instant): void {
  if (!result.ok) return;
  const { next, effects } = result.value;
  const keys = effects.map(effectKey);
  const noted = new Set([...next.mailsAsked.map(mailKey), ...next.mails.map(({ key }) => key)]);
  const unseen = effects.filter((effect) => effect.type === "mail" && !noted.has(mailKey(effect)));
  holds(unseen.length === 0, () => `mails that nobody sees waiting: ${unseen.map(effectKey).join(", ")}`);
  holds(new Set(keys).size === keys.length, () => `effects twice in one decision: ${keys.join(", ")}`);
  if (next === before) {
    holds(!keys.includes("project"), () => "what is not stored asks for no projection");
    return;
  }
  holds(next.version === (before?.version ?? 0) + 1, () => "one version per stored change");
  holds(keys[0] === "project", () => "every change is projected, first of all");
  const tells = effects.some((effect) => effect.type === "tell" && effect.version === next.version);
  const grew = next.timeline.length > (before?.timeline.length ?? 0);
  holds(tells === grew, () => "what stands in the timeline is told to open pages, and nothing else");
  const announced = effects.flatMap((effect) => (effect.type === "announce" ? [effect.position] : []));
  const events = next.timeline.flatMap((entry, position) => (eventOf(entry) === null ? [] : [position]));
  const fresh = events.filter((position) => position >= (before?.timeline.length ?? 0));
  holds(`${announced}` === `${fresh}`, () => `announced ${announced}, of which platforms are told ${fresh}`);
  expectStamped(before, next);
  expectDated(before, next, now);
  if (before !== null) expectNothingUndone(before, next);
}

/** Erasing somebody takes words away, and no fact: what people wrote, an address, a card. */
const WORDS = ["reason", "reasonShared", "detail", "customerEmail", "card"];

type Same = (one: unknown, other: unknown) => boolean;

/** Whether two parts of a booking are the same: the very same, unless this is the step that erases somebody. */
function sameness(before: Booking | null, next: Booking): Same {
  const facts = (part: unknown) =>
    JSON.stringify(part, (key, value) => (WORDS.includes(key) ? undefined : value));
  const erases = before?.erased !== next.erased;
  return (one, other) => one === other || (erases && facts(one) === facts(other));
}

function expectStamped(before: Booking | null, next: Booking): void {
  const same = sameness(before, next);
  const known: readonly unknown[] = [
    ...(before?.timeline ?? []),
    ...(before?.mailsAsked ?? []),
    ...(before?.mails ?? []),
    ...(before?.refunds ?? []),
  ];
  for (const entry of [...next.timeline, ...next.mailsAsked, ...next.mails, ...next.refunds]) {
    if (known.some((part) => same(part, entry))) continue;
    holds(entry.version === next.version, () => `stored under another version: ${JSON.stringify(entry)}`);
  }
}

/** What the clock's rules note happened at the session's own instants, and a person is seen when the video service says. */
const DATED_ELSEWHERE: readonly TimelineEntryType[] = ["started", "completed", "missed", "joined"];

function expectDated(before: Booking | null, next: Booking, now: Instant): void {
  holds(next.createdAt === (before?.createdAt ?? now), () => "made when it was made");
  for (const entry of next.timeline.slice(before?.timeline.length ?? 0)) {
    if (DATED_ELSEWHERE.includes(entry.type)) continue;
    holds(entry.at === now, () => `happened now, not then: ${JSON.stringify(entry)}`);
  }
  for (const mail of next.mails.slice(before?.mails.length ?? 0)) {
    holds(mail.at === now, () => `settled now, not then: ${JSON.stringify(mail)}`);
  }
  for (const refund of next.refunds) {
    const was = before?.refunds.find(({ id }) => id === refund.id);
    holds(refund.requestedAt === (was?.requestedAt ?? now), () => "a refund is requested once, when it is");
    const justSettled = refund.settledAt !== null && was?.settledAt !== refund.settledAt;
    holds(!justSettled || refund.settledAt === now, () => "a refund is settled when that is learned");
  }
}

const AGREED = [
  ...["id", "source", "mentorId", "menteeId", "startsAt", "endsAt", "price", "policy", "livemode"],
  ...["createdAt", "roomName", "checkoutRequest"],
] as readonly (keyof Booking)[];

function expectNothingUndone(before: Booking, next: Booking): void {
  const same = sameness(before, next);
  if (FINAL_STATUSES.includes(before.status)) {
    holds(next.status === before.status, () => `final, yet ${before.status} became ${next.status}`);
  }
  holds(
    before.timeline.every((entry, index) => same(next.timeline[index], entry)),
    () => "the timeline only grows",
  );
  holds(
    before.mails.every((mail, index) => {
      const now = next.mails[index];
      return same(now, mail) || (mail.status === "withdrawn" && now?.key === mail.key);
    }),
    () => "what became of a mail stays, unless it was withdrawn and left after all",
  );
  holds(
    before.refunds.every((refund, index) => next.refunds[index]?.id === refund.id),
    () => "refunds are never dropped",
  );
  for (const once of ["cancellation", "checkoutSession"] as const) {
    holds(before[once] === null || same(next[once], before[once]), () => `${once} is set once`);
  }
  // One that was made elsewhere stays the platform's when the slot turns out to be another's.
  const withdrawn = before.version === 1 && next.status === "expired" && before.source === "platform";
  holds(
    before.payment === null || withdrawn || next.payment?.intentId === before.payment.intentId,
    () => "a booking keeps its first payment",
  );
  for (const field of AGREED) holds(same(next[field], before[field]), () => `${field} never changes`);
}

export function holds(condition: boolean, otherwise: () => string): void {
  if (!condition) throw new Error(otherwise());
}

/** Rules that wrote into what they were given would throw from here on. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}
