import { setTimeout as sleep } from "node:timers/promises";
import { BROWSER_SESSION } from "../../auth/limits.ts";
import { sha256Hex } from "../../auth/secrets.ts";
import { newToken } from "../../auth/token.ts";
import { makeToken, paidIntent, putBooking, putUser, succeeded } from "../lib/platform.ts";
import type { OpenStack } from "../lib/with-stack.ts";
import { countDays } from "../seed/count-days.ts";
import { seedHistory } from "../seed/history.ts";
import { ANA, DEMO_PEOPLE, type DemoPerson, MARCUS, MENTORS } from "../seed/people.ts";
import { NAMES } from "./names.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PRICE = { amount: 5_000, currency: "usd" };

/** People whose names try a page, beside those of the demo. */
const TRYING: readonly DemoPerson[] = [
  person("long", "Wolfeschlegelsteinhausenbergerdorff-Montgomery Featherstonehaugh", "Europe/Berlin", {
    headline:
      "Everything about release engineering, from the first branch to the last rollback of a long Friday",
  }),
  person("mohamed", "محمد عبد الله العلي", "Africa/Cairo"),
  person("seun", "Oluwaseun Adébáyọ̀", "Africa/Lagos", { headline: "Engineering Manager" }),
  person("far", "Tiare Teatawaki", "Pacific/Kiritimati", {
    headline: "Product, from the first hours of each day",
  }),
  person("bounced", "Ines Duarte", "Europe/Lisbon", { email: "bounced@resend.dev" }),
  person("tired", "Nora Rast", "Europe/Zurich", { headline: "On leave until spring" }),
];
/** The busiest of mentors: a thousand sessions behind her, and whole weeks ahead. */
const GRACE = person("grace", "Grace Nakamura", "Europe/London", {
  headline: "Career coach",
  availability: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: "08:00", to: "20:00" })),
});
const BUSY_PAST = 1_000;
const HOURS_OF_GRACE = [8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19];
const NEWCOMER: DemoPerson = { ...ANA, id: "demo-newcomer", email: "newcomer@demo.test", name: "Noor" };

function person(handle: string, name: string, timezone: string, more: Partial<DemoPerson> = {}): DemoPerson {
  return {
    id: `demo-${handle}`,
    email: `${handle}@demo.test`,
    name,
    timezone,
    roles: ["mentor"],
    locale: "en",
    offers: [{ duration_minutes: 60, price: PRICE }],
    ...more,
  };
}

/** Who looks: by the demo's ids (scripts/seed/people.ts), one who has nothing yet, and one who has a thousand sessions. */
export type Who = "stranger" | "ana" | "marcus" | "olivia" | "newcomer" | "grace";

const IDS: Readonly<Record<Exclude<Who, "stranger">, string>> = {
  ana: ANA.id,
  marcus: MARCUS.id,
  olivia: "demo-olivia",
  newcomer: NEWCOMER.id,
  grace: GRACE.id,
};

/**
 * Believable sessions in every state, on an empty stack, made the way they come about: taken over, cancelled, refunded while the
 * sandbox misbehaves.
 */
export async function seedWorld(stack: OpenStack): Promise<void> {
  const { access, db } = stack;
  for (const { id, ...one } of [...DEMO_PEOPLE, ...TRYING, NEWCOMER, GRACE]) {
    succeeded(await putUser(access, id, one), `seeding ${id}`);
  }
  const now = Date.now();
  const hour = Math.floor(now / HOUR) * HOUR;
  const book = (id: string, mentorId: string, startsAt: number, more: Booked = {}) =>
    takeOver(stack, id, mentorId, startsAt, more);
  await book("w-running", MARCUS.id, now - 10 * MINUTE);
  await book("w-over", "demo-amara", hour - 5 * HOUR);
  await book("w-reviewed", "demo-soren", hour - 2 * DAY);
  await book("w-tomorrow", "demo-lucia", hour + 19 * HOUR);
  await book("w-draft", "demo-zoe", hour + 2 * DAY, { status: "draft" });
  await book("w-long", "demo-long", hour + 3 * DAY);
  await book("w-arabic", "demo-mohamed", hour + 3 * DAY + 3 * HOUR);
  await book("w-yoruba", "demo-seun", hour + 5 * DAY);
  await book("w-far", "demo-far", hour + 9 * DAY);
  await book("w-marcus-next", MARCUS.id, hour + DAY + 2 * HOUR);
  await bookAndPay(stack, "demo-amara", hour + 12 * DAY);
  await book("w-called-off", "demo-amara", hour + 4 * DAY);
  await book("w-refund-pending", "demo-soren", hour + 6 * DAY);
  await book("w-refund-manual", "demo-priya", hour + 7 * DAY);
  await review(stack, "w-reviewed");
  await cancel(stack, "w-called-off", "demo-amara", {
    reason: "I am ill; let us find another day.",
    share_reason: true,
  });
  // A refund is sent beside the answer: the fault is for the next one, not for this.
  await refundIs(stack, "w-called-off", "succeeded");
  await arm(stack, { service: "stripe", fault: "refund_pending", times: 1, after_ms: DAY });
  await cancel(stack, "w-refund-pending", ANA.id);
  await refundIs(stack, "w-refund-pending", "pending");
  await arm(stack, { service: "stripe", fault: "500", times: 1, match: "POST /v1/refunds" });
  await cancel(stack, "w-refund-manual", ANA.id);
  await refundIs(stack, "w-refund-manual", "manual");
  await missed(stack, "w-missed", hour - 26 * HOUR);
  await book("w-bounced", "demo-bounced", hour + 8 * DAY);
  await cancel(stack, "w-bounced", ANA.id);
  await mailsAre(stack, "w-bounced", "bounced");
  await book("w-waits", "demo-seun", hour + 10 * DAY);
  await cancel(stack, "w-waits", ANA.id);
  await mailsAre(stack, "w-waits", "delivered", 2);
  // Behind what must have its own time: a history takes what is free.
  await seedHistory(db, { email: ANA.email, bookings: 28, now, mentorIds: MENTORS.map(({ id }) => id) });
  await seedBusy(stack, hour);
  // As far back as pictures look, and as far again.
  await countDays(stack, 6);
  // As if the email service took none since: an outage in earnest would keep people from signing in, too.
  await stack.db
    .prepare("update emails_sent set status = 'waiting', asked_at = ?2, at = ?2 where booking_id = ?1")
    .bind("w-waits", now - 7 * MINUTE)
    .all();
}

/** A week with everybody of `names.ts` in it, more than a page of it lists; and before it one that runs, in its second room. */
async function seedBusy(stack: OpenStack, hour: number): Promise<void> {
  await Promise.all(
    NAMES.map(({ handle, name, timezone }) => {
      const { id, ...one } = person(handle, name, timezone, { roles: ["mentee"] });
      return putUser(stack.access, id, one).then((answer) => succeeded(answer, `seeding ${id}`));
    }),
  );
  await takeOver(stack, "w-moved", GRACE.id, Date.now() - 20 * MINUTE, { menteeId: "demo-arabic" });
  await stack.db
    .prepare("update bookings set room_moved_at = ?1 where id = 'w-moved'")
    .bind(Date.now() - 5 * MINUTE)
    .all();
  const midnight = hour - (hour % DAY);
  const monday = midnight - ((new Date(hour).getUTCDay() + 6) % 7) * DAY + 7 * DAY;
  const slots = [0, 1, 2, 3, 4].flatMap((day) => HOURS_OF_GRACE.map((at) => monday + day * DAY + at * HOUR));
  await Promise.all(
    slots.map((startsAt, place) => {
      const { handle = "" } = NAMES[(place + 1) % NAMES.length] ?? {};
      return takeOver(stack, `w-busy-${place}`, GRACE.id, startsAt, { menteeId: `demo-${handle}` });
    }),
  );
  await seedHistory(stack.db, { email: GRACE.email, bookings: BUSY_PAST, now: Date.now() });
}

/** A session to which the mentor did not come, as D1 shows it once its object has judged: that cannot be waited for here. */
async function missed(stack: OpenStack, id: string, startsAt: number): Promise<void> {
  await takeOver(stack, id, "demo-seun", startsAt, {});
  const contests = [{ by: "mentor", at: startsAt + 3 * HOUR, reason: "I was there, and nobody else was." }];
  await stack.db
    .prepare("update bookings set status = 'no_show', attendance = ?2, waits_since = ?3 where id = ?1")
    .bind(id, JSON.stringify({ missing: ["mentor"], contests, ruling: null }), startsAt + 2 * HOUR)
    .all();
}

interface Booked {
  status?: "draft" | "confirmed";
  menteeId?: string;
}

async function takeOver(stack: OpenStack, id: string, mentorId: string, startsAt: number, more: Booked) {
  const { access } = stack;
  const { status = "confirmed", menteeId = ANA.id } = more;
  const intent = status === "draft" ? null : await paidIntent(access.payments, PRICE);
  const booking = {
    mentor_id: mentorId,
    mentee_id: menteeId,
    starts_at: new Date(startsAt).toISOString(),
    duration_minutes: 60,
    price: PRICE,
    status,
    ...(intent === null ? {} : { payment_intent: intent }),
  };
  succeeded(await putBooking(access, id, booking), `seeding ${id}`);
}

/** The other party's cancel of a session that was just made, and that an open page has already heard of. */
export async function callOff(stack: OpenStack, seen: (id: string) => Promise<void>): Promise<void> {
  const id = `w-off-${Date.now().toString(36)}`;
  await takeOver(stack, id, "demo-kenji", Math.floor(Date.now() / HOUR) * HOUR + 2 * DAY + 5 * HOUR, {});
  await seen(id);
  await cancel(stack, id, "demo-kenji");
}

/** As people do it: through the checkout, with a card. The first free slot from then on. */
async function bookAndPay(stack: OpenStack, mentorId: string, from: number): Promise<void> {
  const range = `from=${new Date(from).toISOString()}&to=${new Date(from + 7 * DAY).toISOString()}`;
  const free = await callAs(stack, ANA.id, "GET", `/api/mentors/${mentorId}/slots?${range}`);
  const [slot] = (free as { data: { starts_at: string; duration_minutes: number }[] }).data;
  if (slot === undefined) throw new Error(`${mentorId} has nothing free`);
  const { starts_at, duration_minutes } = slot;
  const wish = { mentor_id: mentorId, starts_at, duration_minutes };
  const made = (await callAs(stack, ANA.id, "POST", "/api/bookings", wish)) as { checkout_url: string };
  await fetch(made.checkout_url, { method: "POST" });
}

/** @returns the answer's body. */
async function callAs(
  { access }: OpenStack,
  userId: string,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
): Promise<unknown> {
  const { token } = succeeded(await makeToken(access, userId), `a token for ${userId}`).body as {
    token: string;
  };
  const answer = await fetch(`${access.appUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const cancel = (stack: OpenStack, id: string, userId: string, body: object = {}) =>
  callAs(stack, userId, "POST", `/api/bookings/${id}/cancel`, body);

const review = (stack: OpenStack, id: string) =>
  callAs(stack, ANA.id, "POST", `/api/bookings/${id}/review`, {
    rating: 5,
    comment: "Kind, direct, and on time.",
  });

async function arm({ access }: OpenStack, fault: object): Promise<void> {
  await fetch(`${access.payments?.base}/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fault),
  });
}

async function refundIs({ db }: OpenStack, bookingId: string, status: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++, await sleep(100)) {
    const find = db.prepare("select status from refunds where booking_id = ?1").bind(bookingId);
    const [refund] = (await find.all<{ status: string }>()).results;
    if (refund?.status === status) return;
  }
  throw new Error(`the refund of ${bookingId} never became ${status}`);
}

/** Once the email service has said so of one of the booking's mails. */
async function mailsAre({ db }: OpenStack, bookingId: string, status: string, atLeast = 1): Promise<void> {
  for (let tries = 0; tries < 300; tries++, await sleep(100)) {
    const find = db
      .prepare("select 1 from emails_sent where booking_id = ?1 and status = ?2")
      .bind(bookingId, status);
    if ((await find.all()).results.length >= atLeast) return;
  }
  throw new Error(`no mail of ${bookingId} was ever ${status}`);
}

/** A browser's session without the mail: the value of its cookie. */
export async function signedIn({ db }: OpenStack, who: Exclude<Who, "stranger">): Promise<string> {
  const token = newToken(IDS[who]);
  const now = Date.now();
  await db
    .prepare(
      "insert into sessions (token_hash, user_id, kind, created_at, expires_at) values (?1, ?2, 'browser', ?3, ?4)",
    )
    .bind(await sha256Hex(token), IDS[who], now, now + BROWSER_SESSION)
    .all();
  return token;
}

/** Everybody reads in this language from now on. */
export async function speak({ db }: OpenStack, locale: "en" | "es"): Promise<void> {
  await db.prepare("update users set locale = ?1").bind(locale).all();
}
