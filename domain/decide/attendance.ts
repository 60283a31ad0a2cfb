import { attendanceFacts, contestClosesAt, mayContest } from "../attendance.ts";
import { type BookingStatus, roleOf } from "../booking.ts";
import type { Command } from "../commands.ts";
import type { Rejection } from "../rejections.ts";
import { accepted, type Result, refused } from "../result.ts";
import type { Instant } from "../time.ts";
import { type Change, record, update } from "./change.ts";
import { isErased } from "./erase.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/** Who came can be ruled on once the session is over, however it ended. */
const RULED_IN: readonly BookingStatus[] = ["completed", "no_show"];

/** A participant says that the record is wrong: once each, within 72 h. The status stays; an administrator is to look at it. */
export function contested(change: Change, command: Of<"contested">, now: Instant): Result<Change, Rejection> {
  const { booking } = change;
  const { userId, reason } = command;
  const by = roleOf(booking, userId);
  // Asked while its author was being erased: words that came after would stay.
  if (by === null || isErased(booking, userId)) return refused({ code: "not_found" });
  if (booking.contests.some((contest) => contest.by === by)) return accepted(change);
  if (booking.status !== "no_show") {
    return refused({ code: "conflict", detail: "only a session that counts as missed can be contested" });
  }
  if (!mayContest({ ...booking, attendance: attendanceFacts(booking) }, by, now)) {
    return booking.ruling === null
      ? refused({ code: "contest_window_closed", contestDeadline: contestClosesAt(booking) })
      : refused({ code: "conflict", detail: "an administrator has ruled on this session already" });
  }
  const contests = [...booking.contests, { by, at: now, reason }];
  return accepted(update(record(change, "contested", now, by, userId), { contests }));
}

/** An administrator says who came. The latest ruling counts; no ruling changes the status, which is final. */
export function ruled(change: Change, command: Of<"ruled">, now: Instant): Result<Change, Rejection> {
  const { booking } = change;
  const { userId, verdict } = command;
  if (!RULED_IN.includes(booking.status)) {
    return refused({
      code: "conflict",
      detail: "who came can be ruled on once a session was held or missed",
    });
  }
  if (booking.ruling?.verdict === verdict) return accepted(change);
  const noted = record(change, "ruled", now, "administrator", userId);
  return accepted(update(noted, { ruling: { verdict, at: now, userId } }));
}
