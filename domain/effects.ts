import type { MailSubject, Room } from "./booking.ts";

/**
 * What is to be done outside after a decision. An effect is stored together with the decision it follows from, and is done
 * until it succeeds; its key makes a second attempt harmless and a second copy of it impossible.
 */
export type Effect =
  | { readonly type: "project" }
  /** Open pages of both people hear that the booking has changed: once D1 shows this version, and for a short while only. */
  | { readonly type: "tell"; readonly version: number }
  /** A platform hears, by webhook, of the entry at this place of the timeline, once D1 shows this version. */
  | { readonly type: "announce"; readonly position: number; readonly version: number }
  /** It could not be told in days: it goes onto the list from which it is sent again by hand. */
  | {
      readonly type: "list_undelivered";
      readonly position: number;
      readonly attempts: number;
      readonly why: string;
    }
  | { readonly type: "open_checkout" }
  | { readonly type: "expire_checkout" }
  | { readonly type: "read_checkout" }
  | { readonly type: "send_refund"; readonly refundId: string; readonly round: number }
  | { readonly type: "read_refund"; readonly refundId: string }
  | { readonly type: "make_room" }
  | { readonly type: "check_room" }
  /** Whatever room the booking has or may have; or this one, which nobody is to meet in any more. */
  | { readonly type: "remove_room"; readonly room?: Room }
  /** Not before D1 shows this version, in which the session is being judged: else it would show an end that is taken back. */
  | { readonly type: "read_attendance"; readonly version?: number }
  | ({ readonly type: "mail" } & MailSubject)
  | {
      readonly type: "mail_administrators";
      readonly kind: "refund_failed";
      readonly refundId: string;
      readonly round: number;
    };

/** Unique within a booking; with the booking's id before it, unique everywhere and fit for an outside idempotency key. */
export function effectKey(effect: Effect): string {
  switch (effect.type) {
    case "send_refund":
      return `send_refund:${effect.refundId}:${effect.round}`;
    case "read_refund":
      return `read_refund:${effect.refundId}`;
    case "announce":
    case "list_undelivered":
      return `${effect.type}:${effect.position}`;
    case "mail":
      return mailKey(effect);
    case "remove_room":
      return effect.room === undefined
        ? effect.type
        : `${effect.type}:${effect.room.provider}:${effect.room.name}`;
    case "mail_administrators":
      return `mail_administrators:${effect.kind}:${effect.refundId}:${effect.round}`;
    case "project":
    case "tell":
    case "open_checkout":
    case "expire_checkout":
    case "read_checkout":
    case "make_room":
    case "check_room":
    case "read_attendance":
      return effect.type;
  }
}

/**
 * One mail of one kind (and one round of one refund, where it is about one) to one person, ever; and one for each time that an
 * administrator has it sent again. With the booking's id before it, it stays under the 256 characters that Resend allows.
 */
export function mailKey({ kind, userId, refundId, round, again }: MailSubject): string {
  // No id has a tilde: what is sent again is never taken for what is about a refund.
  return ["mail", kind, userId, refundId, round, again === undefined ? null : `~${again}`]
    .filter((part) => part !== null && part !== undefined)
    .join(":");
}
