import type { Viewer } from "../../../auth/viewer.ts";
import type { SessionDetails } from "../../../db/session-details.ts";
import { type Actor, roleOf, type TimelineEntryType } from "../../../domain/booking.ts";
import { mayReadEntry } from "../../../domain/session-view.ts";
import type { Visit } from "../../server/visit.server.ts";
import { shownName, whenWords } from "../../session/card.server.ts";

export interface TimelineLine {
  readonly key: number;
  readonly when: string;
  readonly what: string;
  readonly weight: "plain" | "good" | "grave";
}

const GRAVE: readonly TimelineEntryType[] = [
  "cancelled",
  "expired",
  "missed",
  "refund_failed",
  "refund_manual",
];
const GOOD: readonly TimelineEntryType[] = ["confirmed", "completed", "refund_succeeded"];

/** Who did what, when, as this reader may know it: what became of the money is the payer's alone. */
export function timelineOf(row: SessionDetails, visit: Visit<Viewer>): readonly TimelineLine[] {
  const role = roleOf(row.facts, visit.viewer.id);
  return row.timeline
    .map((entry, key) => ({ ...entry, key }))
    .filter(({ type }) => mayReadEntry(type, role))
    .map(({ key, at, type, by }) => ({
      key,
      when: whenWords(at, visit),
      what: visit.t.timeline[type](actorWords(by, row, visit)),
      weight: GRAVE.includes(type) ? "grave" : GOOD.includes(type) ? "good" : "plain",
    }));
}

/** "you", or a name; null for the clock and the services, who need no mention. */
function actorWords(by: Actor, row: SessionDetails, { viewer, t }: Visit<Viewer>): string | null {
  switch (by) {
    case "system":
      return null;
    case "administrator":
    case "platform":
      return t.actor[by];
    case "mentor":
    case "mentee": {
      const person = by === "mentor" ? row.mentor : row.mentee;
      return person.id === viewer.id ? t.actor.you : shownName(person, t);
    }
  }
}
