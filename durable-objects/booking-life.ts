import { type Booking, roleOf, type Verdict } from "../domain/booking.ts";
import type { Command } from "../domain/commands.ts";
import { effectKey } from "../domain/effects.ts";
import type { Rejection } from "../domain/rejections.ts";
import { accepted, type Result, refused } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import { type JoinRejection, joinClosesAt, joinOpensAt, mayJoin } from "../domain/video-window.ts";
import type {
  BookingRpc,
  CancelRequest,
  ClaimRejection,
  JoinLink,
  NewBooking,
  RefundEffort,
  Reprojected,
  TakenOverBooking,
} from "./contract.ts";
import { type ClaimRefusal, Performer } from "./performer.ts";
import type { World } from "./services.ts";
import type { BookingStorage } from "./storage.ts";

/** Room names are short (one of Daily's pages allows 41 characters with the domain) and tell nothing. */
const ROOM_NAME_CHARACTERS = 16;

/**
 * A booking's life: a thin shell around the rules. Each method applies a command (decided and stored in one step), waits only
 * for what its caller must see, and lets the stored effects follow. The class that Cloudflare asks for is a few lines around
 * this one, so the very same code runs under workerd and in a simulation.
 */
export class BookingLife implements BookingRpc {
  readonly #storage: BookingStorage;
  readonly #world: World;
  readonly #performer: Performer;

  constructor(storage: BookingStorage, world: World) {
    this.#storage = storage;
    this.#world = world;
    this.#performer = new Performer(storage, world);
  }

  /** Draft, claim, checkout: in that order, so that nobody is asked to pay for a slot that is not theirs. */
  async create(booking: NewBooking): Promise<Result<Booking, Rejection | ClaimRejection>> {
    const made = this.#performer.apply({ type: "create", ...booking, ...this.#given() });
    if (!made.ok) return made;
    const refusal = await this.#claimOrWithdraw();
    if (refusal !== null) return refused({ code: refusal });
    await this.#performer.force("open_checkout");
    return accepted(this.#inBackground());
  }

  async takeOver(
    booking: TakenOverBooking,
  ): Promise<Result<{ booking: Booking; created: boolean }, Rejection | ClaimRejection>> {
    const stored = this.#storage.load();
    const created = stored === null;
    if (stored?.projectedVersion === 0) {
      // Its claim was never answered. A payment is marked in the booking's row, so that has to be there first.
      const refusal = await this.#performer.claim();
      if (refusal !== null) return refused({ code: refusal });
    }
    const command: Command = { type: "take_over", ...booking, ...this.#given() };
    if (!created && booking.paymentIntentId !== null) {
      // Marked as this booking's in D1 before it is decided on: an intent belongs to one booking. A new one marks it itself.
      const judged = this.#performer.consider(command);
      if (!judged.ok) return judged;
      const ours = await this.#world.projection.claimPayment(booking.id, booking.paymentIntentId);
      if (!ours) return refused({ code: "payment_in_use" });
    }
    const taken = this.#performer.apply(command);
    if (!taken.ok) {
      // The clock may have ended the draft while its payment was being marked.
      if (booking.paymentIntentId !== null) await this.#releaseMark(booking.id, booking.paymentIntentId);
      return taken;
    }
    const refusal = await this.#performer.claim();
    if (refusal !== null) return refused({ code: refusal });
    return accepted({ booking: this.#inBackground(), created });
  }

  async read(): Promise<Booking | null> {
    if (this.#storage.load() === null) return null;
    this.#performer.apply({ type: "tick" });
    return this.#inBackground();
  }

  async wake(): Promise<void> {
    if (this.#storage.load() === null) return;
    this.#performer.apply({ type: "tick" });
    await this.#performer.pump();
  }

  /** The alarm's errand is the same; it never throws, since a handler that fails seven times is never called again. */
  async alarm(): Promise<void> {
    this.#performer.forgetAlarm();
    try {
      await this.wake();
    } catch (error) {
      this.#world.log("alarm_failed", { why: error instanceof Error ? error.message : String(error) });
    } finally {
      this.#performer.arm();
    }
  }

  async openCheckout(): Promise<Booking | null> {
    if (this.#storage.load() === null) return null;
    this.#performer.apply({ type: "tick" });
    await this.#performer.force("open_checkout");
    return this.#inBackground();
  }

  async settleCheckout(): Promise<Booking | null> {
    if (this.#storage.load() === null) return null;
    this.#performer.apply({ type: "checkout_noticed" });
    await this.#performer.force("read_checkout");
    await this.#performer.project();
    return this.#inBackground();
  }

  noticeCheckout(): Promise<void> {
    return this.#notice({ type: "checkout_noticed" });
  }

  noticeRefund(): Promise<void> {
    return this.#notice({ type: "refund_noticed" });
  }

  noticeJoin(userId: string, at: Instant): Promise<void> {
    return this.#notice({ type: "joined", userId, at });
  }

  async cancel(request: CancelRequest): Promise<Result<Booking, Rejection>> {
    return this.#decideAndProject({ type: "cancel", ...request, refundId: this.#world.newId() });
  }

  async retryRefund(refundId: string, userId: string): Promise<Result<Booking, Rejection>> {
    return this.#decideAndProject({ type: "refund_retried", refundId, userId });
  }

  async settleRefund(refundId: string, userId: string): Promise<Result<Booking, Rejection>> {
    return this.#decideAndProject({ type: "refund_settled", refundId, userId });
  }

  async grantRefund(refundId: string, userId: string): Promise<Result<Booking, Rejection>> {
    return this.#decideAndProject({ type: "refund_granted", refundId, userId });
  }

  async resendMail(key: string, again: string): Promise<Result<Booking, Rejection>> {
    return this.#decideAndProject({ type: "mail_asked_again", key, again });
  }

  async refundEfforts(): Promise<readonly RefundEffort[]> {
    return this.#storage.outbox().flatMap(({ effect, attempts, createdAt, dueAt, lastError }) => {
      if (effect.type !== "send_refund" && effect.type !== "read_refund") return [];
      const { refundId } = effect;
      return [{ refundId, attempts, since: createdAt, nextAt: dueAt, why: lastError }];
    });
  }

  async erase(userId: string): Promise<Result<Booking, Rejection>> {
    if (this.#storage.load() === null) return refused({ code: "not_found" });
    return this.#decideAndProject({ type: "person_erased", userId });
  }

  async announceAgain(position: number): Promise<boolean> {
    if (this.#storage.load() === null) return false;
    const noted = this.#performer.apply({ type: "announce_again", position });
    this.#performer.pumpInBackground();
    return noted.ok;
  }

  /** An alarm that is lost leaves what waits in the outbox waiting: no row of D1 shows it, so whoever looks here takes it up. */
  async reproject(shown: number | null): Promise<Reprojected> {
    const stored = this.#storage.load();
    if (stored === null) return { bookingId: null, outcome: "empty" };
    this.#performer.forgetAlarm();
    this.#performer.apply({ type: "tick" });
    this.#performer.pumpInBackground();
    if (stored.projectedVersion === 0) return { bookingId: null, outcome: "empty" };
    const { id: bookingId, version } = stored.booking;
    if (shown !== null && shown >= version) return { bookingId, outcome: "same" };
    return { bookingId, outcome: await this.#performer.reproject() };
  }

  async contest(userId: string, reason: string): Promise<Result<Booking, Rejection>> {
    return this.#decideAndProject({ type: "contested", userId, reason });
  }

  async rule(verdict: Verdict, userId: string): Promise<Result<Booking, Rejection>> {
    return this.#decideAndProject({ type: "ruled", userId, verdict });
  }

  async noteReview(userId: string): Promise<Result<Booking, Rejection>> {
    const noted = this.#performer.apply({ type: "reviewed", userId });
    this.#performer.pumpInBackground();
    return noted;
  }

  /**
   * The way in, through our own gate. The room was made when the session was confirmed and looked after when the window opened,
   * so mostly nobody outside needs to be asked; who comes while that is still under way waits for it.
   */
  async join(userId: string, displayName: string): ReturnType<BookingRpc["join"]> {
    const booking = await this.read();
    const role = booking === null ? null : roleOf(booking, userId);
    if (booking === null || role === null) return refused({ code: "not_found" });
    const allowed = mayJoin(booking, this.#world.clock());
    if (!allowed.ok) return allowed;
    if (booking.room !== null && (booking.roomSeenAt ?? 0) < joinOpensAt(booking)) {
      await this.#performer.force(effectKey({ type: "check_room" }));
    }
    if (this.#stored().room === null) await this.#performer.force(effectKey({ type: "make_room" }));
    return this.#joinRoom(userId, displayName, role === "mentor");
  }

  async #joinRoom(
    userId: string,
    displayName: string,
    owner: boolean,
  ): Promise<Result<JoinLink, JoinRejection | { readonly code: "video_unavailable" }>> {
    const booking = this.#stored();
    // Asked again: making the room may have taken a while, and the other party may have cancelled meanwhile.
    const allowed = mayJoin(booking, this.#world.clock());
    if (!allowed.ok) return allowed;
    const { room, roomNumber } = booking;
    const service = room === null ? null : this.#world.video.of(room.provider);
    if (room === null || service === null) return refused({ code: "video_unavailable" });
    const [opensAt, closesAt] = [joinOpensAt(booking), joinClosesAt(booking)];
    try {
      const url = await service.joinUrl({ room, userId, displayName, owner, opensAt, closesAt });
      // Judged once more: the window may have closed, or the booking been cancelled, while the token was made.
      const now = this.#stored();
      const still = mayJoin(now, this.#world.clock());
      if (!still.ok) return still;
      // Nor may it lead to a room that is no longer the one: both meet in the same.
      if (now.room === null || now.roomNumber !== roomNumber) return refused({ code: "video_unavailable" });
      this.#performer.apply({ type: "link_given", userId, number: roomNumber });
      this.#performer.pumpInBackground();
      return accepted({ url, provider: room.provider, expiresAt: closesAt });
    } catch (error) {
      this.#world.log("join_failed", {
        booking: booking.id,
        why: error instanceof Error ? error.message : "",
      });
      return refused({ code: "video_unavailable" });
    }
  }

  /**
   * Somebody waits for this answer. If D1 cannot be asked they are told that nothing was booked, so nothing is: the claim, should
   * it have been made after all, is given back as soon as D1 answers.
   */
  async #claimOrWithdraw(): Promise<ClaimRefusal | null> {
    try {
      return await this.#performer.claim();
    } catch (error) {
      if (this.#storage.load() !== null) this.#performer.apply({ type: "withdraw" });
      throw error;
    }
  }

  async #releaseMark(bookingId: string, intentId: string): Promise<void> {
    const held = this.#storage.load()?.booking.payment?.intentId;
    if (held !== intentId) await this.#world.projection.releasePayment(bookingId, intentId);
  }

  /** Decide and store; project to D1, which frees the slot; answer. Everything else follows at once from what was stored. */
  async #decideAndProject(command: Command): Promise<Result<Booking, Rejection>> {
    const decided = this.#performer.apply(command);
    if (!decided.ok) return decided;
    await this.#performer.project();
    return accepted(this.#inBackground());
  }

  /** A signal from outside: stored before it is answered, acted on soon. Of a booking that is not here it says nothing. */
  async #notice(command: Command): Promise<void> {
    if (this.#storage.load() === null) return;
    const noted = this.#performer.apply(command);
    if (!noted.ok) this.#world.log("notice_refused", { command: command.type, reason: noted.reason });
    this.#performer.pumpInBackground();
  }

  /** Starts whatever is due without waiting for it. @returns the booking as it is stored now. */
  #inBackground(): Booking {
    this.#performer.pumpInBackground();
    return this.#stored();
  }

  #stored(): Booking {
    const stored = this.#storage.load();
    if (stored === null) throw new Error("there is no booking here");
    return stored.booking;
  }

  #given(): { readonly livemode: boolean; readonly roomName: string } {
    return {
      livemode: this.#world.payments.livemode,
      roomName: this.#world.newId().slice(0, ROOM_NAME_CHARACTERS),
    };
  }
}
