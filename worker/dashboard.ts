import { isConfirmed } from "../auth/confirmed.ts";
import { emailSchema } from "../auth/email-address.ts";
import { redeemCode } from "../auth/redeem-code.ts";
import { endOnceSeen } from "../auth/session-end.ts";
import { endAllSessions, endSession, moveSessionEnd } from "../auth/sessions.ts";
import { claimOf } from "../auth/token.ts";
import { calendarFeedQuery, removeCalendarFeed, saveCalendarFeed } from "../db/calendar-feeds.ts";
import { addDaysOff, removeDaysOff } from "../db/days-off-writing.ts";
import { foldName } from "../db/fold.ts";
import { saveAvailability, saveOffers, saveProfile } from "../db/people-writing.ts";
import { ask } from "../db/query.ts";
import { sessionQuery } from "../db/session-details.ts";
import { noteVisit } from "../db/visits-writing.ts";
import { isId } from "../domain/ids.ts";
import { accepted, type Result, refused } from "../domain/result.ts";
import { DAY, toRfc3339 } from "../domain/time.ts";
import { bookSlot, slotQuery, type WantedSlot } from "./book-slot.ts";
import { feedAddress, newFeed } from "./calendar-feed.ts";
import type {
  DashboardRpc,
  DaysOff,
  InvalidFields,
  Offer,
  ProfileFields,
  SignInAttempt,
  SignInRequest,
  Unauthorized,
  WeeklyHours,
} from "./contract.ts";
import {
  attemptForm,
  daysOffForm,
  offersForm,
  profileForm,
  reviewForm,
  weekForm,
  wishForm,
} from "./dashboard-forms.ts";
import { erasePerson } from "./erase-person.ts";
import { checked } from "./input.ts";
import { DAYS_OFF_MAX } from "./limits.ts";
import { hangUp } from "./live.ts";
import { ownBooking } from "./own-booking.ts";
import type { FieldError } from "./problems.ts";
import { neededReason } from "./schemas/common.ts";
import type { Service } from "./service.ts";
import { requestSignIn } from "./sign-in.ts";
import { storeReview } from "./store-review.ts";
import { nothingElse, whoAsks } from "./who-asks.ts";

const unauthorized: Unauthorized = { code: "unauthorized" };

const invalid = (errors: readonly FieldError[]): InvalidFields => ({ code: "invalid_request", errors });

/**
 * What the dashboard asks for, behind RPC. Nothing that Pages says about who is asking is believed: each call brings the
 * person's own token, which is checked at the primary, in the same round trip as what the call needs to read.
 */
export class Dashboard implements DashboardRpc {
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
  }

  requestSignIn(request: SignInRequest): ReturnType<DashboardRpc["requestSignIn"]> {
    return requestSignIn(this.#service, request);
  }

  async redeemSignIn(attempt: SignInAttempt): ReturnType<DashboardRpc["redeemSignIn"]> {
    const form = checked(attemptForm, attempt);
    if (!form.ok) return refused({ code: "wrong_code" });
    const { SESSION_SECRET } = this.#service.settings;
    const now = this.#service.now();
    const redeemed = await redeemCode(this.#service.primary(), SESSION_SECRET, form.value, foldName, now);
    const { codeId } = form.value;
    if (!redeemed.ok) {
      this.#service.log("sign_in_refused", { code: codeId, why: redeemed.reason.code });
      return redeemed;
    }
    this.#service.log("signed_in", { code: codeId });
    // A browser has one session: what it had before, known to whoever else, is over.
    if (attempt.replaces != null) await this.signOut(attempt.replaces);
    return redeemed;
  }

  async readCalendarFeed(token: string): ReturnType<DashboardRpc["readCalendarFeed"]> {
    const asker = await whoAsks(this.#service, token, calendarFeedQuery);
    if (asker === null) return refused(unauthorized);
    const { read: feed, viewer } = asker;
    if (feed === null) return accepted({ state: "none" });
    const { APP_ORIGIN, SESSION_SECRET } = this.#service.settings;
    const url = await feedAddress(APP_ORIGIN, SESSION_SECRET, viewer.id, feed);
    return accepted({ state: "on", url, since: feed.createdAt });
  }

  async renewCalendarFeed(token: string): Promise<Result<null, Unauthorized>> {
    const asker = await whoAsks(this.#service, token, nothingElse);
    if (asker === null) return refused(unauthorized);
    const feed = await newFeed(this.#service.settings.SESSION_SECRET, asker.viewer.id, asker.now);
    await ask(asker.db, saveCalendarFeed(asker.db, asker.viewer.id, feed));
    return accepted(null);
  }

  async endCalendarFeed(token: string): Promise<Result<null, Unauthorized>> {
    const asker = await whoAsks(this.#service, token, nothingElse);
    if (asker === null) return refused(unauthorized);
    await ask(asker.db, removeCalendarFeed(asker.db, asker.viewer.id));
    return accepted(null);
  }

  async noteVisit(token: string): Promise<void> {
    const claim = await claimOf(token);
    if (claim === null) return;
    const db = this.#service.primary();
    await ask(db, noteVisit(db, claim, this.#service.now()));
  }

  async noteSeen(token: string): Promise<void> {
    const asker = await whoAsks(this.#service, token, nothingElse);
    if (asker === null) return;
    const { db, claim, viewer, now } = asker;
    const end = endOnceSeen(viewer, now);
    if (end !== null) await moveSessionEnd(db, claim, viewer.sessionEndsAt, end).run();
  }

  async signOut(token: string): Promise<void> {
    const claim = await claimOf(token);
    if (claim === null) return;
    await endSession(this.#service.primary(), claim);
    await hangUp(this.#service, claim.userId, claim.tokenHash);
  }

  async signOutEverywhere(token: string): Promise<Result<null, Unauthorized>> {
    const asker = await whoAsks(this.#service, token, nothingElse);
    if (asker === null) return refused(unauthorized);
    await endAllSessions(asker.db, asker.viewer.id).run();
    await hangUp(this.#service, asker.viewer.id, null);
    return accepted(null);
  }

  async book(token: string, slot: WantedSlot): ReturnType<DashboardRpc["book"]> {
    const form = checked(wishForm, slot);
    if (!form.ok) return refused({ code: "not_found" });
    const wish = form.value;
    const asker = await whoAsks(this.#service, token, (db, id) => slotQuery(db, wish, id));
    if (asker === null) return refused(unauthorized);
    const booked = await bookSlot(this.#service, asker.viewer, wish, asker.read, asker.now);
    if (!booked.ok) return booked;
    const { booking, checkoutUrl, created } = booked.value;
    return accepted({ bookingId: booking.id, checkoutUrl, created });
  }

  async review(
    token: string,
    bookingId: string,
    review: { readonly rating: number; readonly comment: string | null },
  ): ReturnType<DashboardRpc["review"]> {
    const asker = await whoAsks(this.#service, token, (db) => sessionQuery(db, bookingId));
    if (asker === null) return refused(unauthorized);
    if (!isId(bookingId)) return refused({ code: "not_found" });
    const form = checked(reviewForm, review);
    if (!form.ok) return refused(invalid(form.reason));
    const { rating, comment } = form.value;
    const written = { rating, comment: comment || null };
    const stored = await storeReview(this.#service, asker.read, asker.viewer, written, asker.now);
    return stored.ok ? accepted(null) : stored;
  }

  async contest(token: string, bookingId: string, reason: string): ReturnType<DashboardRpc["contest"]> {
    const asker = await whoAsks(this.#service, token, (db) => sessionQuery(db, bookingId));
    if (asker === null) return refused(unauthorized);
    if (!isId(bookingId) || ownBooking(asker.read, asker.viewer) === null)
      return refused({ code: "not_found" });
    const said = checked(neededReason, reason);
    if (!said.ok) return refused(invalid(said.reason));
    const contested = await this.#service.booking(bookingId).contest(asker.viewer.id, said.value);
    if (contested.ok) return accepted(null);
    const { code } = contested.reason;
    return refused({ code: code === "not_found" || code === "contest_window_closed" ? code : "conflict" });
  }

  async eraseMe(token: string, email: string): ReturnType<DashboardRpc["eraseMe"]> {
    const asker = await whoAsks(this.#service, token, nothingElse);
    if (asker === null) return refused(unauthorized);
    const { id, email: own, roles } = asker.viewer;
    if (roles.admin && !isConfirmed(asker.viewer, asker.now))
      return refused({ code: "confirmation_required" });
    const typed = checked(emailSchema, email);
    if (!typed.ok || typed.value !== own) return refused({ code: "not_confirmed" });
    const erased = await erasePerson(this.#service, id, { userId: id, reason: null });
    if (erased.ok) return erased;
    const { code } = erased.reason;
    return refused(code === "not_found" ? unauthorized : { code });
  }

  async saveProfile(token: string, fields: ProfileFields): ReturnType<DashboardRpc["saveProfile"]> {
    const asker = await whoAsks(this.#service, token, nothingElse);
    if (asker === null) return refused(unauthorized);
    const form = checked(profileForm, fields);
    if (!form.ok) return refused(invalid(form.reason));
    const [saved] = await ask(asker.db, saveProfile(asker.db, asker.viewer.id, form.value));
    return saved ? accepted(null) : refused(unauthorized);
  }

  async saveAvailability(
    token: string,
    hours: readonly WeeklyHours[],
  ): ReturnType<DashboardRpc["saveAvailability"]> {
    const asker = await whoAsks(this.#service, token, nothingElse);
    if (asker === null) return refused(unauthorized);
    if (!asker.viewer.roles.mentor) return refused({ code: "forbidden" });
    const form = checked(weekForm, hours);
    if (!form.ok) return refused(invalid(form.reason));
    await ask(asker.db, saveAvailability(asker.db, asker.viewer.id, form.value));
    return accepted(null);
  }

  async addDaysOff(token: string, days: DaysOff): ReturnType<DashboardRpc["addDaysOff"]> {
    const asker = await whoAsks(this.#service, token, nothingElse);
    if (asker === null) return refused(unauthorized);
    if (!asker.viewer.roles.mentor) return refused({ code: "forbidden" });
    const form = checked(daysOffForm, days);
    if (!form.ok) return refused(invalid(form.reason));
    // Nowhere on earth a day is still on that was over in UTC two days ago.
    const yesterday = toRfc3339(asker.now - DAY).slice(0, 10);
    const limits = { yesterday, most: DAYS_OFF_MAX };
    const [added] = await ask(asker.db, addDaysOff(asker.db, asker.viewer.id, form.value, limits));
    return added ? accepted(null) : refused({ code: "too_many" });
  }

  async removeDaysOff(token: string, from: string): ReturnType<DashboardRpc["removeDaysOff"]> {
    const asker = await whoAsks(this.#service, token, nothingElse);
    if (asker === null) return refused(unauthorized);
    if (!asker.viewer.roles.mentor) return refused({ code: "forbidden" });
    await ask(asker.db, removeDaysOff(asker.db, asker.viewer.id, String(from)));
    return accepted(null);
  }

  async saveOffers(token: string, offers: readonly Offer[]): ReturnType<DashboardRpc["saveOffers"]> {
    const asker = await whoAsks(this.#service, token, nothingElse);
    if (asker === null) return refused(unauthorized);
    if (!asker.viewer.roles.mentor) return refused({ code: "forbidden" });
    const form = checked(offersForm, offers);
    if (!form.ok) return refused(invalid(form.reason));
    await ask(asker.db, saveOffers(asker.db, asker.viewer.id, form.value));
    return accepted(null);
  }
}
