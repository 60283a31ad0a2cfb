import type { Viewer } from "../../../auth/viewer.ts";
import type { SessionRow } from "../../../db/sessions-page.ts";
import { contestClosesAt, mayContest } from "../../../domain/attendance.ts";
import { roleOf } from "../../../domain/booking.ts";
import type { Instant } from "../../../domain/time.ts";
import type { Visit } from "../../server/visit.server.ts";
import { attendanceWords } from "../../session/attendance-words.ts";
import { whenWords } from "../../session/card.server.ts";
import type { AttendanceFact } from "./attendance.tsx";

/** What a participant is told of who came, and whether they may still say that it is not so. Null while there is nothing. */
export function attendanceOf(row: SessionRow, visit: Visit<Viewer>): AttendanceFact | null {
  const { facts } = row;
  const role = roleOf(facts, visit.viewer.id);
  if (facts.attendance === null || role === null) return null;
  const w = attendanceWords[visit.locale];
  const { missing, contests, ruling } = facts.attendance;
  const nameOf = (one: "mentor" | "mentee"): string | null => (one === role ? null : row[one].name);
  return {
    what: ruling === null ? w.missed(missing.map(nameOf)) : w.ruled[ruling.verdict],
    when: ruling === null ? null : w.ruledOn(whenWords(ruling.at, visit)),
    contested: ruling === null && contests.some(({ by }) => by === role),
    contestUntil: mayContest(facts, role, visit.now) ? untilOf(facts.endsAt, visit) : null,
  };
}

const untilOf = (endsAt: Instant, visit: Visit<Viewer>): string =>
  whenWords(contestClosesAt({ endsAt }), visit);
