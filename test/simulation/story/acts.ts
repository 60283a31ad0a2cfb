import type { Booking, Verdict } from "../../../domain/booking.ts";
import type { Canceller } from "../../../domain/commands.ts";
import { CHECKOUT_BACKSTOP } from "../../../domain/limits.ts";
import { MINUTE, SECOND } from "../../../domain/time.ts";
import type { BookingLife } from "../../../durable-objects/booking-life.ts";
import type { NewBooking, TakenOverBooking } from "../../../durable-objects/contract.ts";
import type { Host } from "../engine/host.ts";
import { type SimWorld, START } from "../engine/sim-world.ts";
import type { ActName, Step, Wish } from "./story.ts";

/** What acts share: the world, and which booking each wish has become. */
export interface Scene {
  readonly world: SimWorld;
  readonly wishes: readonly Wish[];
  readonly bookings: Map<number, string[]>;
  /** The payments that the platform took elsewhere. */
  readonly paidElsewhere: Map<string, string>;
}

interface Doing {
  readonly scene: Scene;
  readonly world: SimWorld;
  readonly wish: Wish;
  readonly step: Step;
  /** The wish's latest booking; null when there is none. */
  readonly host: Host | null;
}

type Act = (doing: Doing) => void;

export function act(scene: Scene, step: Step): void {
  const wish = scene.wishes[step.wish];
  if (wish === undefined) return;
  const id = scene.bookings.get(step.wish)?.at(-1);
  const { world } = scene;
  ACTS[step.act]({ scene, world, wish, step, host: id === undefined ? null : world.host(id) });
}

/** What befalls the wish's booking. A person's call comes through the Worker, which finds the booking in D1 first. */
const call =
  (ask: (host: Host, doing: Doing) => void): Act =>
  (doing) => {
    const { host, world, step } = doing;
    if (host !== null && (step.act === "crash" || world.d1.rows.has(host.id))) ask(host, doing);
  };

const ACTS: Readonly<Record<ActName, Act>> = {
  book,
  come_back: call((host, { world }) => world.rpc(host, "openCheckout", (life) => life.openCheckout())),
  pay: call((host, { world, step }) => {
    const session = host.booking?.checkoutSession?.id;
    if (session !== undefined) world.stripe.pay(session, step.how as "at_once" | "later" | "another_amount");
  }),
  payment_settles: call((host, { world }) =>
    world.stripe.settleLater(host.booking?.checkoutSession?.id ?? ""),
  ),
  pay_again: call((host, { world, step }) => {
    // Of what was never read the session would show no trace.
    const { booking } = host;
    const session = booking?.checkoutSession?.id ?? "";
    const intent = world.stripe.sessions.get(session)?.intentId ?? null;
    const known = [booking?.payment?.intentId, ...(booking?.refunds ?? []).map((refund) => refund.intentId)];
    if (intent !== null && known.includes(intent)) world.stripe.payAgain(session, step.how);
  }),
  return: call((host, { world }) => world.rpc(host, "settleCheckout", (life) => life.settleCheckout())),
  read: call((host, { world }) => world.rpc(host, "read", (life) => life.read())),
  cancel: call(cancel),
  join: call(join),
  vanish: call((host, { world }) => world.video.vanish(host.booking?.roomName ?? "", world.now)),
  contest: call((host, { world, step }) =>
    world.rpc(host, "contest", (life) => life.contest(step.who, "I was there")),
  ),
  rule: call((host, { world, step }) =>
    world.rpc(host, "rule", (life) => life.rule(step.how as Verdict, step.who)),
  ),
  review: call(review),
  retry_refund: call((host, { world, step }) => {
    const refund = waiting(host);
    if (refund !== null) world.rpc(host, "retry", (life) => life.retryRefund(refund, step.who));
  }),
  settle_refund: call((host, { world, step }) => {
    const refund = waiting(host);
    if (refund !== null) world.rpc(host, "settle", (life) => life.settleRefund(refund, step.who));
  }),
  grant_refund: call(grant),
  resend_mail: call(resendMail),
  erase: call((host, { world, step }) => {
    world.rpc(
      host,
      "erase",
      (life) => life.erase(step.who),
      (answer) => {
        if (answer.ok) world.erasuresDone.push({ bookingId: host.id, userId: step.who });
      },
    );
  }),
  take_over: takeOver,
  refund_by_hand: call(refundByHand),
  dispute: call((host, { world }) => world.stripe.dispute(host.booking?.payment?.intentId ?? "")),
  crash: call((host) => host.crash()),
  deploy: ({ world }) => world.deploy(),
  outage: ({ world, step }) => world.takeDown(step.who, world.now + Number(step.how)),
  clock_jump: ({ world, step }) => world.jump(world.now + Number(step.how)),
  sweep,
  wake: call((host, { world }) => world.rpc(host, "wake", (life) => life.wake())),
};

/** As worker/book-slot.ts: one's own draft is continued, an overdue holder is asked to look at its clock, then it is tried. */
function book(doing: Doing, tries = 2): void {
  const { world, wish, step } = doing;
  const startsAt = START + wish.startsIn;
  if (startsAt <= world.now) return;
  const holders = world.d1.holders({ ...wanted(wish), id: "" } as Booking).filter(isAhead);
  const own = holders.find(
    (holder) =>
      holder.status === "draft" &&
      holder.menteeId === wish.mentee &&
      holder.mentorId === wish.mentor &&
      holder.startsAt === startsAt,
  );
  if (own !== undefined && !isOverdue(own, world.now)) {
    world.rpc(world.host(own.id), "openCheckout", (life) => life.openCheckout());
    return;
  }
  const overdue = holders.filter((holder) => isOverdue(holder, world.now));
  // `blind`: the holder came between the look and the claim.
  if (overdue.length < holders.length && step.how !== "blind") return;
  if (overdue.length === 0) create(doing, tries);
  let left = overdue.length;
  const woken = (): void => {
    left -= 1;
    if (left === 0) create(doing, tries);
  };
  for (const holder of overdue) world.rpc(world.host(holder.id), "wake", (life) => life.wake(), woken, woken);
}

function create(doing: Doing, tries: number): void {
  const { world, wish } = doing;
  const host = newHost(doing);
  const booking: NewBooking = {
    ...wanted(wish),
    id: host.id,
    checkoutRequest: {
      description: "A session",
      customerEmail: `${wish.mentee}@example.test`,
      locale: "en",
      expiresAt: world.now + CHECKOUT_BACKSTOP,
    },
  };
  world.rpc(
    host,
    "create",
    (life) => life.create(booking),
    (answer) => {
      if (!answer.ok && answer.reason.code === "slot_taken" && tries > 1) book(doing, tries - 1);
    },
  );
}

function newHost({ scene, world, step }: Doing): Host {
  const made = scene.bookings.get(step.wish) ?? [];
  const id = `b${step.wish}${made.length === 0 ? "" : `-${made.length + 1}`}`;
  scene.bookings.set(step.wish, [...made, id]);
  return world.host(id);
}

function wanted(wish: Wish) {
  const startsAt = START + wish.startsIn;
  return {
    mentorId: wish.mentor,
    menteeId: wish.mentee,
    startsAt,
    endsAt: startsAt + wish.minutes * MINUTE,
    price: { amount: wish.price, currency: "usd" },
  };
}

const isAhead = (booking: Booking): boolean => ["draft", "confirmed", "in_progress"].includes(booking.status);

const isOverdue = (booking: Booking, now: number): boolean =>
  booking.status === "draft" && booking.holdUntil !== null && booking.holdUntil <= now;

function cancel(host: Host, { world, step }: Doing): void {
  const refund = step.how === "refund";
  const by: Canceller =
    step.who === "platform"
      ? { kind: "platform", refund }
      : step.who === "admin1"
        ? { kind: "administrator", userId: step.who, refund }
        : { kind: "participant", userId: step.who };
  world.cancelsAsked.push({ bookingId: host.id, by: by.kind, refund });
  world.rpc(host, "cancel", (life) => life.cancel({ by, reason: `${step.who} is ill`, shareReason: false }));
}

/** As worker/act-on-booking.ts: each act has an id of its own, which its call keeps however often it is asked again. */
function grant(host: Host, { world, step }: Doing): void {
  const refundId = host.step("grant").replaceAll("/", "-");
  world.grantsAsked.push({ bookingId: host.id, refundId });
  world.rpc(host, "grant", (life) => life.grantRefund(refundId, step.who));
}

/** Of the mails that there are, one somewhere; most waited for nothing when the page was drawn. */
function resendMail(host: Host, { world }: Doing): void {
  const keys = [...(world.d1.rows.get(host.id)?.mails.keys() ?? [])];
  const again = host.step("resend").replaceAll("/", "-");
  const key = keys[Math.floor(world.fate.degree(again) * keys.length)];
  if (key === undefined) return;
  world.rpc(
    host,
    "resend_mail",
    (life) => life.resendMail(key, again),
    (answer) => {
      if (answer.ok) world.mailsAskedAgain.push({ bookingId: host.id, key, again });
    },
  );
}

/** As worker/store-review.ts: the object is told first, and what it agreed to is written. */
function review(host: Host, { world, step }: Doing): void {
  world.reviewsAsked.add(host.id);
  world.rpc(
    host,
    "note_review",
    (life) => life.noteReview(step.who),
    (answer) => {
      if (answer.ok) world.reviewed.add(host.id);
    },
  );
}

function join(host: Host, { world, step }: Doing): void {
  const { who } = step;
  const ask = async (life: BookingLife) => {
    const answer = await life.join(who, who);
    if (answer.ok) world.watch.linkGiven(world, host, who);
    return answer;
  };
  world.rpc(host, "join", ask, (answer) => {
    const room = host.booking?.room;
    if (!answer.ok || room == null || room.provider !== "daily") return;
    // They enter, and the video service says so: or its word is lost, and its log is read later.
    const at = world.now;
    if (!world.video.enter(room.name, who, at)) return;
    if (world.fate.degree(host.step("joined")) < 0.7) {
      world.timeline.plan(at + SECOND, () =>
        world.rpc(host, "notice_join", (life) => life.noticeJoin(who, at)),
      );
    }
  });
}

const waiting = (host: Host): string | null =>
  host.booking?.refunds.find((refund) => refund.status === "manual")?.id ?? null;

/** The platform writes a booking made elsewhere: `<status> <payment>`, or what it wrote last once more. */
function takeOver(doing: Doing): void {
  const { scene, world, wish, step } = doing;
  const host = doing.host ?? newHost(doing);
  const known = scene.paidElsewhere.get(`${host.id} body`);
  const [status, payment] = step.how === "again" ? ["again", ""] : step.how.split(" ");
  if (status === "again" && known === undefined) return;
  const body: TakenOverBooking =
    status === "again"
      ? (JSON.parse(known ?? "") as TakenOverBooking)
      : {
          ...wanted(wish),
          id: host.id,
          status: status as "draft" | "confirmed",
          paymentIntentId: paidElsewhere(scene, host, wish, payment ?? ""),
        };
  scene.paidElsewhere.set(`${host.id} body`, JSON.stringify(body));
  world.rpc(host, "takeOver", (life) => life.takeOver(body));
}

function paidElsewhere(scene: Scene, host: Host, wish: Wish, how: string): string | null {
  if (how === "unpaid" || wish.price === 0) return null;
  const name = how === "shared" ? "shared" : `${host.id} ${how}`;
  const known = scene.paidElsewhere.get(name);
  if (known !== undefined) return known;
  const amount = { paid_double: 2 * wish.price, paid_less: wish.price - 1 }[how] ?? wish.price;
  const made = scene.world.stripe.newIntent({ amount, currency: "usd", bookingId: null });
  scene.paidElsewhere.set(name, made);
  return made;
}

function refundByHand(host: Host, { world, step }: Doing): void {
  const booking = host.booking;
  const intentId = booking?.payment?.intentId;
  if (intentId === undefined || booking === null || booking === undefined) return;
  const left = (world.stripe.intents.get(intentId)?.amount ?? 0) - world.stripe.refunded(intentId);
  const amount = step.how === "part" ? 100 : booking.price.amount;
  if (amount > 0 && amount <= left) world.stripe.makeRefund(intentId, amount, null, null);
}

/** The cron (worker/sweep.ts): bookings that the clock has overtaken, and refunds that should have moved, are asked to look at it. */
function sweep({ world }: Doing): void {
  for (const { booking, refunds } of world.d1.rows.values()) {
    const late =
      isOverdue(booking, world.now) ||
      (booking.status === "confirmed" && booking.startsAt <= world.now) ||
      (booking.status === "in_progress" && booking.endsAt + 60 * MINUTE <= world.now) ||
      [...refunds.values()].some(({ status }) => status === "requested" || status === "pending");
    if (late) world.rpc(world.host(booking.id), "wake", (life) => life.wake());
  }
}
