import type { Command } from "../commands.ts";
import type { Rejection } from "../rejections.ts";
import { accepted, type Result, refused } from "../result.ts";
import { type Change, update } from "./change.ts";

/**
 * The mentee leaves a review (product, HTTP API: "only the mentee, only once, only when completed"). Its words are written to D1
 * after this, once: from here on an invitation that has not left stays. Noted before, not after: a note that was lost would let
 * an invitation leave to what is written already.
 */
export function reviewed(
  change: Change,
  { userId }: Extract<Command, { type: "reviewed" }>,
): Result<Change, Rejection> {
  const { booking } = change;
  if (booking.menteeId !== userId) return refused({ code: "not_found" });
  if (booking.status !== "completed") {
    return refused({ code: "conflict", detail: "a session can be reviewed once it is completed" });
  }
  return accepted(booking.reviewed ? change : update(change, { reviewed: true }));
}
