import type { Viewer } from "../../../auth/viewer.ts";
import type { DeskSession } from "../../../db/desk-session.ts";
import { shownStatus } from "../../../domain/schedule.ts";
import type { Visit } from "../../server/visit.server.ts";
import { attendanceWords } from "../../session/attendance-words.ts";
import { whenWords } from "../../session/card.server.ts";
import type { AttendanceFact } from "./attendance.tsx";

/** Who came, for administrators; null while the session is not over, when it cannot be ruled on. */
export function attendanceFact({ details }: DeskSession, reader: Visit<Viewer>): AttendanceFact | null {
  const { facts } = details;
  const status = shownStatus(facts, reader.now);
  if (status !== "completed" && status !== "no_show") return null;
  const w = attendanceWords[reader.locale];
  const { missing, contests, ruling } = facts.attendance ?? { missing: [], contests: [], ruling: null };
  return {
    found: missing.length === 0 ? null : w.found(missing.map((role) => w.role[role])),
    contests: contests.map(({ by, at, reason }) => ({
      who: w.contestedBy(details[by].name, whenWords(at, reader)),
      reason,
    })),
    verdict: ruling?.verdict ?? null,
    ruled: ruling === null ? null : `${w.ruled[ruling.verdict]} ${w.ruledOn(whenWords(ruling.at, reader))}`,
  };
}
