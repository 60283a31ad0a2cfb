import { paidIntent, putBooking, putUser, succeeded } from "../lib/platform.ts";
import type { OpenStack } from "../lib/with-stack.ts";
import { seedHistory } from "./history.ts";
import { ANA, DEMO_PEOPLE, type DemoPerson, MARCUS, MENTORS } from "./people.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Enough for a second page. */
const PAST_SESSIONS = 28;

interface DemoSession {
  id: string;
  mentor: DemoPerson;
  mentee: DemoPerson;
  startsAt: number;
}

/** A small believable data set, on a database in which nobody is yet. @returns whether it was needed. */
export async function seedDemo(stack: OpenStack): Promise<boolean> {
  const { results } = await stack.db.prepare("select id from users limit 1").all();
  if (results.length > 0) return false;
  for (const { id, ...person } of DEMO_PEOPLE) {
    succeeded(await putUser(stack.access, id, person), `seeding ${person.email}`);
  }
  const now = Date.now();
  await seedHistory(stack.db, {
    email: ANA.email,
    bookings: PAST_SESSIONS,
    now,
    mentorIds: MENTORS.map(({ id }) => id),
  });
  for (const session of upcoming(now)) await takeOver(stack, session);
  return true;
}

/**
 * What is ahead is real: taken over through the platform API, so that each has its object, its room and its alarms. One each of
 * what a person may want to try: join now, too late to cancel, cancel and see the money come back.
 */
function upcoming(now: number): DemoSession[] {
  const [marcus, lucia, kenji, amara, soren] = MENTORS;
  if (!marcus || !lucia || !kenji || !amara || !soren) throw new Error("the demo needs five mentors");
  const onTheHour = (instant: number): number => Math.ceil(instant / HOUR) * HOUR;
  return [
    { id: "demo-soon", mentor: MARCUS, mentee: ANA, startsAt: now + 10 * MINUTE },
    { id: "demo-tomorrow", mentor: lucia, mentee: ANA, startsAt: onTheHour(now + 19 * HOUR) },
    { id: "demo-later", mentor: MARCUS, mentee: ANA, startsAt: onTheHour(now + 3 * DAY) },
    { id: "demo-next-week", mentor: kenji, mentee: ANA, startsAt: onTheHour(now + 7 * DAY + 2 * HOUR) },
    { id: "demo-far", mentor: amara, mentee: ANA, startsAt: onTheHour(now + 16 * DAY - 3 * HOUR) },
    { id: "demo-soren", mentor: soren, mentee: ANA, startsAt: onTheHour(now + 9 * DAY) },
  ];
}

async function takeOver({ access }: OpenStack, { id, mentor, mentee, startsAt }: DemoSession): Promise<void> {
  const offer = mentor.offers?.at(-1);
  if (!offer) throw new Error(`${mentor.email} offers nothing`);
  // Without the sandbox no payment can be made up, and nobody shall be promised a refund of one: it is free then.
  const price = access.payments === null ? { ...offer.price, amount: 0 } : offer.price;
  const intent = await paidIntent(access.payments, price);
  const booking = {
    mentor_id: mentor.id,
    mentee_id: mentee.id,
    starts_at: new Date(startsAt).toISOString(),
    duration_minutes: offer.duration_minutes,
    price,
    status: "confirmed" as const,
    ...(intent === null ? {} : { payment_intent: intent }),
  };
  succeeded(await putBooking(access, id, booking), `seeding ${id}`);
}
