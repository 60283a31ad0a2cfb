import type { Booking } from "../../domain/booking.ts";
import type { Effect } from "../../domain/effects.ts";
import type { World } from "../services.ts";
import { announce, listUndelivered } from "./announce.ts";
import { expireCheckout, openCheckout, readCheckout } from "./checkout.ts";
import { listAdministrators, sendMail } from "./mail.ts";
import type { Outcome } from "./outcome.ts";
import { readRefund, sendRefund } from "./refund.ts";
import { checkRoom, makeRoom, readAttendance, removeRoom } from "./room.ts";
import { tellPages } from "./tell.ts";

/** Effects that reach an outside service; the projection is the object's own business. */
export type OutsideEffect = Exclude<Effect, { type: "project" }>;

/**
 * Does one effect in the world. It stores nothing: what it learned is reported, and the booking's rules decide what that means.
 * @param current the booking as it is stored at the moment of the call.
 * @throws ServiceUnavailable, or whatever an outage throws: the effect stays stored and is tried again.
 */
export function perform(effect: OutsideEffect, current: () => Booking, world: World): Promise<Outcome> {
  switch (effect.type) {
    case "open_checkout":
      return openCheckout(current(), world);
    case "expire_checkout":
      return expireCheckout(current(), world);
    case "read_checkout":
      return readCheckout(current(), world);
    case "send_refund":
      return sendRefund(current(), effect, world);
    case "read_refund":
      return readRefund(current(), effect.refundId, world);
    case "make_room":
      return makeRoom(current(), world);
    case "check_room":
      return checkRoom(current(), world);
    case "remove_room":
      return removeRoom(effect.room, current, world);
    case "read_attendance":
      return readAttendance(current(), world);
    case "tell":
      return tellPages(current(), effect.version, world);
    case "announce":
      return announce(current(), effect.position, world);
    case "list_undelivered":
      return listUndelivered(current(), effect, world);
    case "mail":
      return sendMail(effect, current, world);
    case "mail_administrators":
      return listAdministrators(effect, world);
  }
}
