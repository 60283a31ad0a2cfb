import type { Viewer } from "../../auth/viewer.ts";
import type { Trail, TrailEntry, TrailNote } from "../../db/desk-trail.ts";
import type { TimelineEntryType } from "../../domain/booking.ts";
import type { Instant } from "../../domain/time.ts";
import type { Visit } from "../server/visit.server.ts";
import { whenWords } from "../session/card.server.ts";
import type { TrailLine } from "./trail.tsx";
import { deskWords } from "./words/words.ts";

/** What an act of the audit log leaves in the timeline when it is done. */
const LEAVES: Readonly<Record<string, TimelineEntryType>> = {
  cancel_booking: "cancelled",
  grant_refund: "refund_granted",
  retry_refund: "refund_retried",
  rule_attendance: "ruled",
  settle_refund: "refund_settled_outside",
};

const GRAVE: readonly TimelineEntryType[] = [
  "cancelled",
  "expired",
  "missed",
  "refund_failed",
  "refund_manual",
];
const GOOD: readonly TimelineEntryType[] = [
  "confirmed",
  "completed",
  "refund_succeeded",
  "refund_settled_outside",
];

type Reader = Pick<Visit<Viewer>, "locale" | "zone" | "now" | "t" | "viewer">;
type Dated = Omit<TrailLine, "key"> & { readonly at: Instant };

/**
 * What was done, in order: the timeline, each act of a person with the reason they gave; and between them the acts that left
 * nothing there, since they were refused or their answer was lost.
 */
export function trailOf({ entries, notes }: Trail, reader: Reader): readonly TrailLine[] {
  const spare = [...notes].sort((a, b) => a.at - b.at);
  const said = entries.map((entry) => entryLine(entry, takeNote(spare, entry), reader));
  const tried = spare.map((note) => noteLine(note, reader));
  return [...said, ...tried]
    .map((line, place) => ({ line, place }))
    .sort((a, b) => a.line.at - b.line.at || a.place - b.place)
    .map(({ line: { at: _, ...line } }, key) => ({ ...line, key }));
}

/** The act behind an entry: the first of its kind that was done and is not spoken for. */
function takeNote(spare: TrailNote[], entry: TrailEntry): TrailNote | null {
  if (entry.by !== "administrator" && entry.by !== "platform") return null;
  const place = spare.findIndex(({ action, outcome }) => outcome === "done" && LEAVES[action] === entry.type);
  return place === -1 ? null : (spare.splice(place, 1)[0] ?? null);
}

function entryLine(entry: TrailEntry, note: TrailNote | null, reader: Reader): Dated {
  const { at, type, by, who, answer } = entry;
  const { actors } = deskWords[reader.locale];
  const actor = who ?? (by === "administrator" || by === "platform" ? actors[by] : null);
  return {
    at,
    what: reader.t.timeline[type](null),
    when: whenWords(at, reader),
    who: actor,
    note: note?.reason ?? null,
    answer,
    weight: GRAVE.includes(type) ? "grave" : GOOD.includes(type) ? "good" : "plain",
  };
}

function noteLine({ at, action, who, reason, outcome }: TrailNote, reader: Reader): Dated {
  const { attempt } = deskWords[reader.locale];
  // A mail that is sent again leaves nothing in the timeline: that is no news of the booking's life.
  const done = action === "resend_mail" ? attempt.sent : attempt.again;
  const came = outcome === null ? attempt.open : outcome === "done" ? done : attempt.conflict;
  const what = `${attempt.of(action)}. ${came}`;
  return { at, what, when: whenWords(at, reader), who, note: reason, answer: null, weight: "plain" };
}
