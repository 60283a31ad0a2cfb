import type { SessionCard } from "../../../app/session/card.ts";

const HOUR = 3_600_000;
const SKY = { noon: 720, day: 300, twilight: 330 };

export const START = Date.parse("2026-11-20T15:00:00Z");

/** A confirmed session of a mentee's, as a page has it. */
export function sessionCard(fields: Partial<SessionCard> = {}): SessionCard {
  const startsAt = fields.startsAt ?? START;
  return {
    id: "s",
    version: 1,
    status: "confirmed",
    startsAt,
    endsAt: startsAt + HOUR,
    notice: 24 * HOUR,
    role: "mentee",
    other: { id: "carlos", name: "Carlos Rodriguez", initials: "CR", headline: null, photo: false },
    day: { key: "2026-11-20", number: "20", rest: "", long: "", full: "Friday, November 20" },
    time: "10:00 AM",
    when: "Friday, Nov 20, 2026 at 10:00 AM EST",
    places: {
      mine: { spot: { at: 600, length: 60, sky: SKY }, city: "New York" },
      theirs: { spot: { at: 960, length: 60, sky: SKY }, city: "Madrid", time: "4:00 PM", dayShift: 0 },
    },
    price: { words: "$50.00", free: false, card: null },
    terms: { deadline: "Thursday, 10:00 AM", opens: "9:45 AM", held: null, movedAt: null },
    cancelledBy: null,
    refund: null,
    reviewed: false,
    ...fields,
  };
}
