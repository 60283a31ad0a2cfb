import { WorkerEntrypoint } from "cloudflare:workers";
import type { Counted } from "../auth/flood.ts";
import { bookingObjectClass } from "../durable-objects/booking-object.ts";
import { OpenPages } from "../durable-objects/open-pages.ts";
import { bringBookmarks } from "./bring-bookmarks.ts";
import type {
  DashboardRpc,
  DaysOff,
  DeskRpc,
  FloodRpc,
  Offer,
  ProfileFields,
  SignInAttempt,
  SignInRequest,
  WeeklyHours,
} from "./contract.ts";
import { Dashboard } from "./dashboard.ts";
import { Desk } from "./desk.ts";
import { healDrift } from "./drift.ts";
import type { Env } from "./env.ts";
import { finishErasing } from "./erase-person.ts";
import { reconcile } from "./reconcile.ts";
import { router } from "./router.ts";
import { floodCounterFrom, serviceFrom, servicesFrom } from "./services.ts";
import { sweep } from "./sweep.ts";
import { tally } from "./tally.ts";

const app = router();

export default {
  fetch: (request, env, context) => app.fetch(request, env, context),
  async scheduled(_controller, env) {
    const service = serviceFrom(env);
    await sweep(service);
    await finishErasing(service);
    await healDrift(service);
    await reconcile(service);
    await tally(service);
  },
} satisfies ExportedHandler<Env>;

/** One object a booking; what it does is in durable-objects/booking-life.ts. */
export const BookingObject = bookingObjectClass<Env>(servicesFrom);

/** One object a person, for as long as a page of theirs is open; what it does is in durable-objects/open-pages.ts. */
export class ListenerObject extends OpenPages<Env> {}

/** What Pages calls over RPC. The class that Cloudflare asks for: what it does is in worker/dashboard.ts and worker/desk.ts. */
export class DashboardService extends WorkerEntrypoint<Env> implements DashboardRpc, DeskRpc, FloodRpc {
  readonly #dashboard = (): Dashboard =>
    bringBookmarks(serviceFrom(this.env), (service) => new Dashboard(service));
  readonly #desk = (): Desk => bringBookmarks(serviceFrom(this.env), (service) => new Desk(service));

  mayAsk(counted: Counted, key: string) {
    return floodCounterFrom(this.env)(counted, key);
  }
  requestSignIn(request: SignInRequest) {
    return this.#dashboard().requestSignIn(request);
  }
  redeemSignIn(attempt: SignInAttempt) {
    return this.#dashboard().redeemSignIn(attempt);
  }
  readCalendarFeed(token: string) {
    return this.#dashboard().readCalendarFeed(token);
  }
  renewCalendarFeed(token: string) {
    return this.#dashboard().renewCalendarFeed(token);
  }
  endCalendarFeed(token: string) {
    return this.#dashboard().endCalendarFeed(token);
  }
  noteVisit(token: string) {
    return this.#dashboard().noteVisit(token);
  }
  noteSeen(token: string) {
    return this.#dashboard().noteSeen(token);
  }
  signOut(token: string) {
    return this.#dashboard().signOut(token);
  }
  signOutEverywhere(token: string) {
    return this.#dashboard().signOutEverywhere(token);
  }
  book(token: string, slot: Parameters<DashboardRpc["book"]>[1]) {
    return this.#dashboard().book(token, slot);
  }
  review(token: string, bookingId: string, review: Parameters<DashboardRpc["review"]>[2]) {
    return this.#dashboard().review(token, bookingId, review);
  }
  contest(token: string, bookingId: string, reason: string) {
    return this.#dashboard().contest(token, bookingId, reason);
  }
  eraseMe(token: string, email: string) {
    return this.#dashboard().eraseMe(token, email);
  }
  saveProfile(token: string, fields: ProfileFields) {
    return this.#dashboard().saveProfile(token, fields);
  }
  saveAvailability(token: string, hours: readonly WeeklyHours[]) {
    return this.#dashboard().saveAvailability(token, hours);
  }
  addDaysOff(token: string, days: DaysOff) {
    return this.#dashboard().addDaysOff(token, days);
  }
  removeDaysOff(token: string, from: string) {
    return this.#dashboard().removeDaysOff(token, from);
  }
  saveOffers(token: string, offers: readonly Offer[]) {
    return this.#dashboard().saveOffers(token, offers);
  }
  refundEfforts(token: string, bookingId: string) {
    return this.#desk().refundEfforts(token, bookingId);
  }
  handlesLiveMoney() {
    return this.#desk().handlesLiveMoney();
  }
  retryRefund(token: string, refundId: string, reason: string) {
    return this.#desk().retryRefund(token, refundId, reason);
  }
  settleRefund(token: string, refundId: string, reason: string) {
    return this.#desk().settleRefund(token, refundId, reason);
  }
  cancelBooking(token: string, bookingId: string, wish: Parameters<DeskRpc["cancelBooking"]>[2]) {
    return this.#desk().cancelBooking(token, bookingId, wish);
  }
  resendMail(token: string, bookingId: string, key: string, reason: string) {
    return this.#desk().resendMail(token, bookingId, key, reason);
  }
  ruleAttendance(token: string, bookingId: string, verdict: string, reason: string) {
    return this.#desk().ruleAttendance(token, bookingId, verdict, reason);
  }
  erasePerson(token: string, userId: string, reason: string) {
    return this.#desk().erasePerson(token, userId, reason);
  }
  grantRefund(token: string, bookingId: string, reason: string) {
    return this.#desk().grantRefund(token, bookingId, reason);
  }
}
