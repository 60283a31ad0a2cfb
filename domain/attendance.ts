import type { Booking, ParticipantRole, Verdict } from "./booking.ts";
import { CONTEST_WITHIN, JOIN_CLOSES_AFTER_END } from "./limits.ts";
import type { Instant } from "./time.ts";

// Who came. Evidence is the video service's own log; a click is none, and no gap of ours is held against anybody.

type Witnessed = Pick<Booking, "mentorId" | "menteeId" | "attendance">;

/** By what is known so far, complete or not. */
export function absentees({ mentorId, menteeId, attendance }: Witnessed): readonly ParticipantRole[] {
  const came = (userId: string): boolean => attendance.joined.includes(userId);
  return [...(came(mentorId) ? [] : (["mentor"] as const)), ...(came(menteeId) ? [] : (["mentee"] as const))];
}

export const everybodyCame = (booking: Witnessed): boolean => absentees(booking).length === 0;

/** Who is proven to have been missing: nobody, unless the log was read to its end and there was a room from the start. */
export function provenMissing(booking: Witnessed): readonly ParticipantRole[] {
  return booking.attendance.complete && !booking.attendance.gap ? absentees(booking) : [];
}

/** The log is being read, or was, and may say that somebody was missing: how the session ended is its object's to say. */
export function isBeingJudged(booking: Witnessed & Pick<Booking, "status" | "attendanceAsked">): boolean {
  const { status, attendanceAsked, attendance } = booking;
  return status === "in_progress" && attendanceAsked && !attendance.gap && !everybodyCame(booking);
}

/** The first instant at which a missed session can no longer be contested. */
export const contestClosesAt = (booking: { readonly endsAt: Instant }): Instant =>
  booking.endsAt + JOIN_CLOSES_AFTER_END + CONTEST_WITHIN;

/** What is told of who came to a session: by the evidence, by those who contest it, and by whoever ruled. */
export interface AttendanceFacts {
  readonly missing: readonly ParticipantRole[];
  readonly contests: Booking["contests"];
  readonly ruling: { readonly verdict: Verdict; readonly at: Instant } | null;
}

/** Null while there is nothing to tell: nobody was found missing, and nobody ruled. */
export function attendanceFacts(
  booking: Pick<Booking, "status" | "missing" | "contests" | "ruling">,
): AttendanceFacts | null {
  const { status, missing, contests, ruling } = booking;
  if (status !== "no_show" && ruling === null) return null;
  return { missing, contests, ruling: ruling && { verdict: ruling.verdict, at: ruling.at } };
}

/** Once each, within 72 hours of the status. */
export function mayContest(
  session: {
    readonly status: Booking["status"];
    readonly endsAt: Instant;
    readonly attendance: AttendanceFacts | null;
  },
  role: ParticipantRole,
  now: Instant,
): boolean {
  const { status, attendance } = session;
  if (status !== "no_show" || attendance === null || now >= contestClosesAt(session)) return false;
  return attendance.ruling === null && attendance.contests.every((contest) => contest.by !== role);
}

/**
 * Since when a missed session waits for an administrator: somebody contests it, or the mentee came and the mentor did not, and
 * the money is still where it was (product, "Refund": "the mentor did not come"). Null when nobody is waited for.
 */
export function waitsForAdministrator(booking: Booking): Instant | null {
  const { status, missing, contests, ruling, price, refunds } = booking;
  if (status !== "no_show" || ruling !== null) return null;
  const owed =
    price.amount > 0 && refunds.length === 0 && missing.includes("mentor") && !missing.includes("mentee");
  if (owed) return booking.endsAt + JOIN_CLOSES_AFTER_END;
  return contests[0]?.at ?? null;
}
