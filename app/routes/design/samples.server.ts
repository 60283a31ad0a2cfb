import type { Viewer } from "../../../auth/viewer.ts";
import type { Person, SessionRow } from "../../../db/sessions-page.ts";
import type { BookingFacts } from "../../../domain/booking-facts.ts";
import { CURRENT_POLICY } from "../../../domain/cancellation.ts";
import { DAY, HOUR, MINUTE } from "../../../domain/time.ts";
import type { Visit } from "../../server/visit.server.ts";
import { cardOf, faceOf } from "../../session/card.server.ts";
import type { Face, SessionCard } from "../../session/card.ts";

const READER: Viewer = {
  id: "reader",
  name: "Ana Souza",
  email: "ana@demo.test",
  photoUrl: null,
  headline: null,
  timezone: "UTC",
  locale: "en",
  roles: { mentor: false, mentee: true, admin: false },
  session: "browser",
  signedInAt: 0,
  sessionEndsAt: DAY,
};

const person = (id: string, name: string, headline: string | null, timezone: string): Person => ({
  id,
  name,
  headline,
  photoUrl: null,
  timezone,
});

const MEI = person("mei", "Mei Tanaka", "Staff Product Designer", "Asia/Tokyo");
const CARLOS = person("carlos", "Carlos Rodriguez", "Senior Full-Stack Architect", "Europe/Madrid");
const YORUBA = person("adebayo", "Oluwaseun Adébáyọ̀", "Engineering Manager", "Africa/Lagos");
const ARABIC = person("ali", "محمد عبد الله العلي", null, "Africa/Cairo");
const LONG = person(
  "long",
  "Wolfeschlegelsteinhausenbergerdorff-Montgomery Featherstonehaugh",
  "Everything about release engineering, from the first branch to the last rollback",
  "Pacific/Kiritimati",
);

interface Sample extends Partial<BookingFacts> {
  readonly mentor: Person;
  /** From now to its start. */
  readonly in: number;
}

/** What each state of a card is made of; the clock makes the rest of it. */
const SAMPLES: readonly Sample[] = [
  { mentor: CARLOS, in: 12 * MINUTE },
  { mentor: MEI, in: -20 * MINUTE },
  { mentor: LONG, in: 20 * HOUR },
  { mentor: ARABIC, in: 2 * DAY, status: "draft" },
  { mentor: YORUBA, in: 3 * DAY, card: { brand: "visa", last4: "4242" } },
  { mentor: CARLOS, in: -2 * HOUR - 5 * MINUTE },
  { mentor: MEI, in: -2 * DAY, status: "no_show" },
  { mentor: YORUBA, in: -5 * DAY, ...cancelled("pending") },
  { mentor: LONG, in: -6 * DAY, ...cancelled("succeeded") },
  { mentor: CARLOS, in: -8 * DAY, ...cancelled("manual") },
];

function cancelled(status: "pending" | "succeeded" | "manual"): Partial<BookingFacts> {
  return {
    status: "cancelled",
    cancellation: { at: 0, by: "mentor", userId: null, reason: null, reasonShared: false },
    refund: { status, amount: 5_000, currency: "usd", requestedAt: 0, settledAt: null },
  };
}

export const sampleFaces = ({ t }: Visit): readonly Face[] =>
  [MEI, CARLOS, YORUBA, ARABIC, LONG, READER].map((person) => faceOf(person, t));

/** One session in each of its states, around now, as My Sessions would show it to whoever looks. */
export function sampleCards(visit: Visit): readonly SessionCard[] {
  const rows = SAMPLES.map(({ mentor, in: ahead, ...more }, place): SessionRow => {
    const startsAt = Math.floor((visit.now + ahead) / MINUTE) * MINUTE;
    const facts: BookingFacts = {
      id: `sample-${place}`,
      version: 1,
      status: "confirmed",
      undecided: false,
      attendance: null,
      mentorId: mentor.id,
      menteeId: READER.id,
      startsAt,
      endsAt: startsAt + HOUR,
      price: { amount: 5_000, currency: "usd" },
      policy: CURRENT_POLICY,
      createdAt: visit.now - 9 * DAY,
      holdUntil: more.status === "draft" ? visit.now + 30 * MINUTE : null,
      checkoutUrl: null,
      card: null,
      roomMovedAt: null,
      cancellation: null,
      refund: null,
      ...more,
    };
    return { facts, mentor, mentee: READER, review: null };
  });
  return rows.flatMap((row) => cardOf(row, { ...visit, viewer: READER }) ?? []);
}
