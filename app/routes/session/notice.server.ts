import type { Viewer } from "../../../auth/viewer.ts";
import type { SessionDetails } from "../../../db/session-details.ts";
import { roleOf } from "../../../domain/booking.ts";
import { mayJoin } from "../../../domain/video-window.ts";
import type { Visit } from "../../server/visit.server.ts";
import { attendanceWords } from "../../session/attendance-words.ts";
import { momentWords } from "../../session/card.server.ts";
import { refundWords } from "../../session/refund.server.ts";

export interface SessionNotice {
  readonly tone: "good" | "plain" | "warning";
  readonly text: string;
}

/**
 * What is said above the page after something was tried. The URL names only what was tried; what is said of it comes from the
 * booking as it stands, so a link cannot make a page claim what is not so.
 */
export function noticeOf(
  search: URLSearchParams,
  row: SessionDetails,
  visit: Visit<Viewer>,
): SessionNotice | null {
  const { t, now } = visit;
  if (search.get("done") === "cancelled" && row.facts.cancellation !== null) {
    return { tone: "good", text: refundWords(row.facts, visit) ?? t.cancel.done };
  }
  if (search.get("done") === "cancelled" && row.facts.status === "expired") {
    return { tone: "good", text: t.cancel.draftDone };
  }
  if (search.get("done") === "booked" && row.facts.status === "confirmed") {
    return { tone: "good", text: t.book.done };
  }
  const said = row.facts.attendance?.contests.some(({ by }) => by === roleOf(row.facts, visit.viewer.id));
  if (search.get("done") === "contested" && said === true) {
    return { tone: "good", text: attendanceWords[visit.locale].done };
  }
  if (search.get("done") === "reviewed" && row.review !== null)
    return { tone: "good", text: t.review.thanks };
  return search.has("join") ? joinNotice(search.get("join") ?? "", row, visit, now) : null;
}

function joinNotice(
  tried: string,
  row: SessionDetails,
  visit: Visit<Viewer>,
  now: number,
): SessionNotice | null {
  const { t } = visit;
  const may = mayJoin(row.facts, now);
  if (may.ok) return tried === "video_unavailable" ? { tone: "warning", text: t.join.unavailable } : null;
  switch (may.reason.code) {
    case "too_early":
      return { tone: "plain", text: t.join.tooEarly(momentWords(may.reason.joinOpensAt, visit)) };
    case "expired":
      return { tone: "plain", text: t.join.expired };
    case "cancelled":
      return { tone: "warning", text: t.join.cancelled };
    case "not_confirmed":
      return { tone: "plain", text: t.join.notConfirmed };
  }
}
