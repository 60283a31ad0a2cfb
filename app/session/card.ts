import type { BookingStatus, CancelledBy, ParticipantRole, RefundStatus } from "../../domain/booking.ts";
import { FINAL_STATUSES } from "../../domain/booking.ts";
import { mayCancel } from "../../domain/cancellation.ts";
import { shownStatus } from "../../domain/schedule.ts";
import { type Instant, MINUTE, type Milliseconds } from "../../domain/time.ts";
import { joinClosesAt, joinOpensAt, mayJoin } from "../../domain/video-window.ts";

export interface Face {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  readonly headline: string | null;
  readonly photo: boolean;
}

/** The sun over a place on one local day, in minutes of the clock there. */
export interface Sky {
  /** When the sun is highest: 720 is noon. Rarely outside of the day itself. */
  readonly noon: number;
  /** From there to sunset, as from sunrise to there: 0 in a polar night, 720 in a polar day. */
  readonly day: number;
  /** The same to the end of civil twilight. */
  readonly twilight: number;
}

/** Where on somebody's local day a session lies, in minutes from midnight. */
export interface RibbonBlock {
  readonly at: number;
  readonly length: number;
}

export interface RibbonSpot extends RibbonBlock {
  readonly sky: Sky;
}

/** Where a session lies on both people's days. */
export interface Places {
  readonly mine: { readonly spot: RibbonSpot; readonly city: string };
  readonly theirs: {
    readonly spot: RibbonSpot;
    readonly city: string;
    readonly time: string;
    /** Whole local days later than the viewer's day: -1, 0 or 1. */
    readonly dayShift: number;
  };
}

/** What only matters until a session is over. */
export interface Terms {
  /** "Friday, Nov 14, 9:00 AM EST": when cancelling closes, or closed. */
  readonly deadline: string;
  /** "9:45 AM". */
  readonly opens: string;
  /** Until when an unpaid draft holds its slot. */
  readonly held: string | null;
  /** When the room was last another: whoever is inside has to join anew. */
  readonly movedAt: Instant | null;
}

export interface CardPrice {
  /** "$30.00". */
  readonly words: string;
  readonly free: boolean;
  /** The payer's own card; never told to the other. */
  readonly card: { readonly brand: string; readonly last4: string } | null;
}

/** One session as a page shows it: what the clock decides is left to the clock, all else is words already. */
export interface SessionCard {
  readonly id: string;
  /** Of the booking: what tells news from what is known. */
  readonly version: number;
  readonly status: BookingStatus;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly notice: Milliseconds;
  readonly role: ParticipantRole;
  readonly other: Face;
  readonly day: {
    /** "2026-11-16": what days are told apart by. */
    readonly key: string;
    /** "16". */
    readonly number: string;
    /** "Sat, Nov", with the year where it is another. */
    readonly rest: string;
    /** "Saturday, November". */
    readonly long: string;
    /** "Saturday, November 16". */
    readonly full: string;
  };
  /** "9:00 AM", in the viewer's zone. */
  readonly time: string;
  /** "Friday, Nov 15, 2025 at 10:00 AM EST". */
  readonly when: string;
  /** Null on a list that draws no days, as of what is over: for twenty rows it is a third of all that they bring. */
  readonly places: Places | null;
  /** Null on the same. */
  readonly price: CardPrice | null;
  /** Null once it is over. */
  readonly terms: Terms | null;
  readonly cancelledBy: CancelledBy | null;
  /** The payer's own; never told to the other. */
  readonly refund: { readonly status: RefundStatus; readonly money: string } | null;
  readonly reviewed: boolean;
}

/** What the card offers at one instant. The same rules as the booking's object, which decides. */
export interface CardState {
  readonly status: BookingStatus;
  readonly cancel: "open" | "closed" | "none";
  readonly join: boolean;
  readonly running: boolean;
  readonly review: boolean;
  readonly pay: boolean;
}

/** Still to come, or running, as far as is stored. */
export const isAhead = ({ status }: Pick<SessionCard, "status">): boolean => !FINAL_STATUSES.includes(status);

type Timed = Pick<SessionCard, "status" | "startsAt" | "endsAt" | "notice" | "role" | "reviewed">;

export function cardState(card: Timed, now: Instant): CardState {
  const status = shownStatus(card, now);
  const ahead = status === "confirmed" || status === "in_progress";
  const unpaid = status === "draft" && card.role === "mentee";
  const cancellable = mayCancel({ ...card, policy: { notice: card.notice } }, now) || unpaid;
  return {
    status,
    cancel: cancellable ? "open" : ahead ? "closed" : "none",
    join: mayJoin(card, now).ok,
    running: status === "in_progress" && now < card.endsAt,
    review: status === "completed" && card.role === "mentee" && !card.reviewed,
    pay: unpaid,
  };
}

/** The instants at which `cardState` changes by itself: what a page has to wake up for. */
export const boundariesOf = (card: Timed): readonly Instant[] => [
  card.startsAt - card.notice,
  joinOpensAt(card),
  card.startsAt,
  card.endsAt,
  joinClosesAt(card),
];

export const minutesOf = ({ startsAt, endsAt }: Pick<SessionCard, "startsAt" | "endsAt">): number =>
  Math.round((endsAt - startsAt) / MINUTE);

/** Whoever was inside before has to join anew. */
export const hasMoved = ({ terms }: Pick<SessionCard, "terms">): boolean =>
  terms !== null && terms.movedAt !== null;

export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name;
