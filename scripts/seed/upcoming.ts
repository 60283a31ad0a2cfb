import { paidIntent, putBooking, succeeded } from "../lib/platform.ts";
import type { OpenStack } from "../lib/with-stack.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A day that is taken is passed over; so many in a row mean a full calendar. */
const DAYS_TRIED = 60;

/** A few bookings ahead, taken over through the platform API: each has its object and its alarms. @returns how many. */
export async function seedUpcoming({ db, access }: OpenStack, email: string, count: number): Promise<number> {
  if (count === 0) return 0;
  const person = await personOf(db, email);
  const others = await othersOf(db, person);
  if (others.length === 0) return 0;
  let made = 0;
  for (let day = 0; made < count && day < DAYS_TRIED; day++) {
    const other = others[day % others.length] ?? "";
    const startsAt = Math.ceil((Date.now() + (day === 0 ? 5 * HOUR : (day + 1) * DAY)) / HOUR) * HOUR;
    const price =
      access.payments === null ? { amount: 0, currency: "usd" } : { amount: 5_000, currency: "usd" };
    const intent = await paidIntent(access.payments, price);
    const answer = await putBooking(access, `seed-${Date.now().toString(36)}-${day}`, {
      mentor_id: person.isMentor ? person.id : other,
      mentee_id: person.isMentor ? other : person.id,
      starts_at: new Date(startsAt).toISOString(),
      duration_minutes: 60,
      price,
      status: "confirmed",
      ...(intent === null ? {} : { payment_intent: intent }),
    });
    if (answer.status === 409) continue;
    succeeded(answer, "seeding an upcoming booking");
    made += 1;
  }
  return made;
}

interface Person {
  id: string;
  isMentor: boolean;
}

async function personOf(db: OpenStack["db"], email: string): Promise<Person> {
  const find = db.prepare("select id, is_mentor from users where email = ?1").bind(email.toLowerCase());
  const [row] = (await find.all<{ id: string; is_mentor: number }>()).results;
  if (!row) throw new Error(`nobody has the address ${email}`);
  return { id: row.id, isMentor: row.is_mentor === 1 };
}

async function othersOf(db: OpenStack["db"], person: Person): Promise<string[]> {
  const role = person.isMentor ? "is_mentee" : "is_mentor";
  const sql = `select id from users where ${role} = 1 and removed_at is null and id <> ?1 order by id limit 10`;
  const { results } = await db.prepare(sql).bind(person.id).all<{ id: string }>();
  return results.map(({ id }) => id);
}
