import { DurableObject } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { withBookmark } from "../db/bookmark.ts";
import { claimPayment, project, releasePayment } from "../db/projection.ts";
import { ask } from "../db/query.ts";
import { listUndelivered } from "../db/undelivered-writing.ts";
import { administratorsQuery, peopleQuery } from "../db/users.ts";
import type { Verdict } from "../domain/booking.ts";
import type { Instant, Milliseconds } from "../domain/time.ts";
import { log } from "../telemetry/log.ts";
import { type Dataset, tell } from "../telemetry/measured.ts";
import { BookingLife } from "./booking-life.ts";
import { listenerObject } from "./client.ts";
import type { CancelRequest, NewBooking, TakenOverBooking } from "./contract.ts";
import type { OutsideServices, World } from "./services.ts";
import { sqliteStorage } from "./sqlite-storage.ts";

interface Bindings {
  readonly DB: D1Database;
  readonly LISTENER: DurableObjectNamespace;
  readonly ANALYTICS?: Dataset;
}

/** An answer leaves once what was written for it is durable. What follows it begins this much later, and does not hold it up. */
const ANSWERED_AFTER: Milliseconds = 10;

/**
 * The class that Cloudflare asks for: it hands RPC and the alarm to a plain class. `serve` comes from the Worker, which knows
 * how its environment becomes services.
 */
export function bookingObjectClass<Env extends Bindings>(serve: (env: Env) => OutsideServices) {
  return class BookingObject extends DurableObject<Env> {
    readonly #life: BookingLife;
    readonly #d1: D1DatabaseSession;

    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env);
      this.#d1 = env.DB.withSession("first-primary");
      this.#life = new BookingLife(
        sqliteStorage(ctx.storage),
        worldOf(ctx, env, this.#d1, () => serve(env)),
      );
    }

    /** Brings back with the answer where D1 stood after the last projection: whoever asked reads at least that. */
    async #answer<T>(answer: Promise<T>): Promise<T> {
      return withBookmark(await answer, this.#d1.getBookmark());
    }

    override alarm() {
      return this.#life.alarm();
    }
    create(booking: NewBooking) {
      return this.#answer(this.#life.create(booking));
    }
    takeOver(booking: TakenOverBooking) {
      return this.#answer(this.#life.takeOver(booking));
    }
    read() {
      return this.#answer(this.#life.read());
    }
    wake() {
      return this.#life.wake();
    }
    openCheckout() {
      return this.#answer(this.#life.openCheckout());
    }
    settleCheckout() {
      return this.#answer(this.#life.settleCheckout());
    }
    noticeCheckout() {
      return this.#life.noticeCheckout();
    }
    noticeRefund() {
      return this.#life.noticeRefund();
    }
    noticeJoin(userId: string, at: Instant) {
      return this.#life.noticeJoin(userId, at);
    }
    cancel(request: CancelRequest) {
      return this.#answer(this.#life.cancel(request));
    }
    retryRefund(refundId: string, userId: string) {
      return this.#answer(this.#life.retryRefund(refundId, userId));
    }
    settleRefund(refundId: string, userId: string) {
      return this.#answer(this.#life.settleRefund(refundId, userId));
    }
    grantRefund(refundId: string, userId: string) {
      return this.#answer(this.#life.grantRefund(refundId, userId));
    }
    resendMail(key: string, again: string) {
      return this.#answer(this.#life.resendMail(key, again));
    }
    refundEfforts() {
      return this.#life.refundEfforts();
    }
    erase(userId: string) {
      return this.#answer(this.#life.erase(userId));
    }
    announceAgain(position: number) {
      return this.#life.announceAgain(position);
    }
    reproject(shown: number | null) {
      return this.#life.reproject(shown);
    }
    contest(userId: string, reason: string) {
      return this.#life.contest(userId, reason);
    }
    rule(verdict: Verdict, userId: string) {
      return this.#life.rule(verdict, userId);
    }
    noteReview(userId: string) {
      return this.#life.noteReview(userId);
    }
    join(userId: string, displayName: string) {
      return this.#life.join(userId, displayName);
    }
  };
}

/**
 * @param serve asked when a service is needed, not before: a setting that is wrong must fail the effect that needs it, which
 * stays stored, and not the alarm, which after seven failures is never called again.
 */
function worldOf(
  ctx: DurableObjectState,
  { DB: d1, LISTENER, ANALYTICS }: Bindings,
  writes: D1DatabaseSession,
  serve: () => OutsideServices,
): World {
  // Drizzle asks a database for `prepare` and `batch` alone, and a session has both.
  const db = drizzle(writes as unknown as D1Database);
  return {
    get payments() {
      return serve().payments;
    },
    get video() {
      return serve().video;
    },
    get email() {
      return serve().email;
    },
    get platform() {
      return serve().platform;
    },
    get appOrigin() {
      return serve().appOrigin;
    },
    get supportEmail() {
      return serve().supportEmail;
    },
    get emailFrom() {
      return serve().emailFrom;
    },
    clock: () => Date.now(),
    // Not awaited on purpose: it is stored together with the decision it stands behind.
    setAlarm: (at) => void ctx.storage.setAlarm(at),
    clearAlarm: () => void ctx.storage.deleteAlarm(),
    newId: () => crypto.randomUUID().replaceAll("-", ""),
    answered: () => scheduler.wait(ANSWERED_AFTER),
    projection: {
      write: (booking, since) => project(db, booking, since),
      claimPayment: (bookingId, intentId) => claimPayment(d1, bookingId, intentId),
      releasePayment: (bookingId, intentId) => releasePayment(d1, bookingId, intentId),
    },
    people: {
      byIds: async (ids) => (await ask(d1, peopleQuery(d1, ids)))[0],
      administratorIds: async () => (await ask(d1, administratorsQuery(d1)))[0].map((person) => person.id),
    },
    pages: { tell: (userId, news) => listenerObject(LISTENER, userId).tell(news) },
    undelivered: {
      list: async (event) => {
        await ask(d1, listUndelivered(d1, event));
      },
    },
    log,
    measure: (effect) => tell(effect, ANALYTICS),
  };
}
