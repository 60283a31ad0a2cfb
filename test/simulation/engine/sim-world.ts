import { HOUR, type Instant, MINUTE, SECOND } from "../../../domain/time.ts";
import type { BookingLife } from "../../../durable-objects/booking-life.ts";
import type { MailPerson } from "../../../durable-objects/services.ts";
import { SimD1 } from "../outside/d1.ts";
import { SimEmail } from "../outside/inbox.ts";
import { type MadeRefund, SimStripe } from "../outside/stripe.ts";
import { SimVideo } from "../outside/video.ts";
import type { Fate } from "./fate.ts";
import { Host } from "./host.ts";
import { luck } from "./random.ts";
import { atRest, Timeline } from "./timeline.ts";
import type { Watch } from "./watch.ts";

export const START: Instant = Date.UTC(2026, 10, 1, 12);

/** More than any history needs: one that goes on after so many steps never comes to rest. */
const MOST_STEPS = 20_000;

/** A booking that was asked about on and on without coming to rest. */
export class NeverQuiet extends Error {}

/** Everything there is: some bookings' objects, the services they share, and one clock. */
export class SimWorld {
  now: Instant = START;
  readonly timeline = new Timeline();
  readonly hosts = new Map<string, Host>();
  readonly fate: Fate;
  readonly watch: Watch;
  readonly stripe: SimStripe;
  readonly d1 = new SimD1();
  readonly video = new SimVideo();
  /** Whether another video service is configured beside the first. */
  readonly hasStandIn: boolean;
  readonly email: SimEmail;
  readonly administrators: readonly string[] = ["admin1", "admin2"];
  readonly violations: string[] = [];
  /** Who asked for which cancel, whatever came of it. */
  readonly cancelsAsked: { readonly bookingId: string; readonly by: string; readonly refund: boolean }[] = [];
  /** Each refund that an administrator granted, by the id of the act, whatever came of it. */
  readonly grantsAsked: { readonly bookingId: string; readonly refundId: string }[] = [];
  /** Each mail that an administrator had sent again, by the id of the act; only what the object agreed to. */
  readonly mailsAskedAgain: { readonly bookingId: string; readonly key: string; readonly again: string }[] =
    [];
  /** The bookings that somebody tried to review, and those whose review is written. */
  readonly reviewsAsked = new Set<string>();
  readonly reviewed = new Set<string>();
  /** Who was told to be erased from which booking. */
  readonly erasuresDone: { readonly bookingId: string; readonly userId: string }[] = [];
  /** Every instant at which something happened; null when nobody wants to know. */
  moments: Set<Instant> | null = null;
  readonly asJson: boolean;
  readonly #down = new Map<string, Instant>();
  readonly #events = new Map<string, number>();
  #steps = 0;

  constructor(fate: Fate, watch: Watch, asJson: boolean) {
    this.fate = fate;
    this.watch = watch;
    this.asJson = asJson;
    this.hasStandIn = luck(fate.seed, "stand-in") < 0.5;
    this.email = new SimEmail((host, mail) => watch.mailLeft(this, host, mail));
    this.stripe = new SimStripe(() => this.now, {
      fateOf: (refund) => this.#bankFate(refund),
      later: (refund, status) => this.#bankLater(refund, status),
      tell: (kind, about, mustArrive) => this.#tell(kind, about, mustArrive),
      at: (instant, run) => this.timeline.plan(instant, run),
    });
  }

  host(id: string): Host {
    const known = this.hosts.get(id);
    if (known !== undefined) return known;
    const host = new Host(id, this);
    this.hosts.set(id, host);
    return host;
  }

  violate(what: string): void {
    this.violations.push(what);
  }

  takeDown(service: string, until: Instant): void {
    this.#down.set(service, until);
  }

  isDown(service: string): boolean {
    return !this.fate.quiet && (this.#down.get(service) ?? 0) > this.now;
  }

  people(ids: readonly string[]): readonly MailPerson[] {
    return [...new Set(ids)].map((id) => ({
      id,
      name: id,
      email: `${id}@example.test`,
      timezone: "UTC",
      locale: "en",
    }));
  }

  log(host: Host, event: string, fields: Readonly<Record<string, unknown>>): void {
    this.watch.logged(this, host, event, fields);
  }

  /**
   * One call to an object. Lost before or after, or with the object: the caller asks again, twice at most, as
   * durable-objects/client.ts does; then it has failed.
   */
  rpc<T>(
    host: Host,
    name: string,
    ask: (life: BookingLife) => Promise<T>,
    heard: (answer: T) => void = () => {},
    failed: () => void = () => {},
    attempt = 1,
  ): void {
    const fault = this.fate.of(host.step(`rpc.${name}`), ["lost_before", "lost_after"]);
    const again = (): void => {
      if (attempt === 3) {
        failed();
        return;
      }
      this.timeline.plan(this.now + 50 * attempt, () =>
        this.rpc(host, name, ask, heard, failed, attempt + 1),
      );
    };
    if (fault === "lost_before") {
      again();
      return;
    }
    const birth = host.born();
    const forgetCrash = host.onCrash(again);
    ask(birth.life).then(
      (answer) => {
        if (!host.isAlive(birth)) return;
        forgetCrash();
        birth.storage.durableUpTo(birth.storage.mark());
        if (fault === "lost_after") again();
        else heard(answer);
      },
      () => {
        if (!host.isAlive(birth)) return;
        forgetCrash();
        failed();
      },
    );
  }

  /** Lets everything happen that is due until then, alarms included, each followed by whatever it sets going. */
  async until(instant: Instant): Promise<void> {
    for (;;) {
      const ringing = this.#nextToRing();
      const ringsAt = ringing?.ringsAt ?? null;
      const plannedAt = this.timeline.nextAt;
      const at = Math.min(ringsAt ?? Number.POSITIVE_INFINITY, plannedAt ?? Number.POSITIVE_INFINITY);
      if (at > instant || at === Number.POSITIVE_INFINITY) break;
      if (++this.#steps > MOST_STEPS) throw new NeverQuiet();
      this.#moveTo(at);
      this.moments?.add(at);
      if (ringing !== null && ringsAt === at) ringing.ring();
      else this.timeline.take()?.();
      await atRest();
    }
    if (Number.isFinite(instant)) this.#moveTo(instant);
  }

  /** Another version of the program takes over everywhere at once. */
  deploy(): void {
    for (const host of this.hosts.values()) host.deploy();
  }

  /** The clock jumps: what was due meanwhile is late. */
  jump(instant: Instant): void {
    this.#moveTo(instant);
  }

  #moveTo(at: Instant): void {
    if (at <= this.now) return;
    // What was written longer ago than the disk takes is there.
    if (at - this.now > 10) for (const host of this.hosts.values()) host.settle();
    this.now = at;
  }

  #nextToRing(): Host | null {
    let next: Host | null = null;
    let nextAt = Number.POSITIVE_INFINITY;
    for (const host of this.hosts.values()) {
      const at = host.ringsAt;
      if (at !== null && at < nextAt) {
        next = host;
        nextAt = at;
      }
    }
    return next;
  }

  #bankFate(refund: string) {
    const where = `bank/${refund}/${this.#count(`bank/${refund}`)}`;
    const fates = ["pending_then_succeeds", "pending_then_fails", "succeeds_then_fails"] as const;
    return this.fate.of(where, fates, 4) ?? "succeeds";
  }

  #bankLater(refund: MadeRefund, status: MadeRefund["status"]): void {
    const degree = this.fate.degree(`bank/${refund.id}`);
    const wait = degree < 0.5 ? 2 * degree * MINUTE : degree * degree * 30 * HOUR;
    this.timeline.plan(this.now + SECOND + Math.round(wait), () =>
      this.stripe.settleRefund(refund.id, status),
    );
  }

  /** A webhook is sent: lost, doubled, or hours late behind younger ones. */
  #tell(
    kind: "checkout" | "refund",
    about: { readonly bookingId: string | null; readonly intentId: string | null },
    mustArrive: boolean,
  ): void {
    const of = about.bookingId ?? about.intentId ?? "";
    const where = `webhook.${kind}/${of}/${this.#count(of)}`;
    const faults = mustArrive ? (["twice", "late"] as const) : (["lost", "twice", "late"] as const);
    const fault = this.fate.of(where, faults, 3);
    if (fault === "lost") return;
    const degree = this.fate.degree(where);
    const wait = fault === "late" ? degree * degree * 8 * HOUR : degree * 2 * SECOND;
    const deliver = (): void => this.#deliver(kind, about.bookingId, about.intentId);
    this.timeline.plan(this.now + Math.round(wait), deliver);
    if (fault === "twice") this.timeline.plan(this.now + Math.round(wait + degree * 5 * SECOND), deliver);
  }

  /** As worker/webhooks/stripe.ts does; what it does not answer is delivered again. */
  #deliver(kind: "checkout" | "refund", bookingId: string | null, intentId: string | null): void {
    const again = (): void => {
      this.timeline.plan(this.now + 5 * MINUTE, () => this.#deliver(kind, bookingId, intentId));
    };
    if (bookingId === null && this.isDown("d1")) {
      again();
      return;
    }
    const id = bookingId ?? this.d1.bookingOfPayment(intentId);
    if (id === null) return;
    const notice = (life: BookingLife): Promise<void> =>
      kind === "checkout" ? life.noticeCheckout() : life.noticeRefund();
    this.rpc(this.host(id), `notice_${kind}`, notice, undefined, again);
  }

  #count(of: string): number {
    const count = (this.#events.get(of) ?? 0) + 1;
    this.#events.set(of, count);
    return count;
  }
}
