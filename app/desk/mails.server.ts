import type { Viewer } from "../../auth/viewer.ts";
import type { MailStatus } from "../../db/mail-statuses.ts";
import type { MailRow } from "../../db/mails.ts";
import { isLate } from "../../domain/mail-times.ts";
import type { Visit } from "../server/visit.server.ts";
import { momentWords } from "../session/card.server.ts";
import { mailWords } from "./mail-words.ts";

/** One mail to one person, in words. */
export interface MailFact {
  readonly bookingId: string;
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly state: "waiting" | "late" | "fine" | "bad" | "over";
  readonly word: string;
  readonly when: string;
  readonly detail: string | null;
  /** It has left or was refused: it can be sent once more, if it is still true. */
  readonly settled: boolean;
}

const BAD: readonly MailStatus[] = ["refused", "bounced", "complained", "suppressed", "failed"];

export function mailFact(row: MailRow, visit: Visit<Viewer>): MailFact {
  const w = mailWords[visit.locale];
  const waits = row.status === "waiting";
  const late = waits && isLate(row.askedAt, visit.now);
  const over = row.status === "withdrawn";
  const state = late ? "late" : waits ? "waiting" : over ? "over" : BAD.includes(row.status) ? "bad" : "fine";
  const at = momentWords(row.at, visit);
  return {
    bookingId: row.bookingId,
    key: row.key,
    kind: w.kind[row.kind],
    name: row.name || w.removed,
    state,
    word: late ? w.late : w.status[row.status],
    when: waits ? w.since(at) : at,
    detail: row.detail,
    settled: !waits && !over,
  };
}
