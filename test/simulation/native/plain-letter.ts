import type { Booking } from "../../../domain/booking.ts";
import type { MailOrder } from "../../../mail/order.ts";
import type { RenderedMail } from "../../../mail/render.ts";

export const APP_ORIGIN = "https://meridian.test";

/** What a mail is about: all that the simulation wants to read of it. */
export interface Letter {
  readonly kind: MailOrder["kind"];
  readonly userId: string;
  /** The other participant, as the mail names them. */
  readonly other: string;
  readonly refundId: string | null;
  /** Of the refund whose failure it tells: it is told again when it fails again after a retry. Of the room that it leads to. */
  readonly round: number | null;
}

/**
 * Stands in for `mail/render.ts` in the simulation (native/hooks.ts). Rendering is pure and tested on its own (test/mail); it
 * takes longer than a whole history, and the simulation wants to know which mail left and when, not how it looks.
 */
export function renderMail(order: MailOrder): RenderedMail {
  const { kind, to, other, refund } = order;
  const { roomNumber } = order.booking as Booking;
  const round =
    kind === "refund_failed" ? (refund?.round ?? null) : kind === "room_moved" ? roomNumber : null;
  const letter: Letter = { kind, userId: to.id, other: other.name, refundId: refund?.id ?? null, round };
  return { subject: kind, html: "", text: JSON.stringify(letter), attachments: [] };
}
