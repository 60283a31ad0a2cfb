import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { browserCookie, hourAhead, rfc } from "../integration/support/people.ts";
import type { Called, Person } from "../support/node/api.ts";
import type { App } from "../support/node/app.ts";
import { insist } from "./insist.ts";

const PRICE = { amount: 5_000, currency: "usd" };
const bookedShape = z.object({ booking: z.object({ id: z.string() }), checkout_url: z.url().nullable() });

/** The people of one round, and what they were told: each answer is a promise. */
export interface Cast {
  readonly app: App;
  readonly name: string;
  readonly mentor: Person;
  readonly mentees: readonly [Person, Person];
  readonly admin: Person;
  readonly pause: () => number;
  /** Every booking that anybody was told of. */
  readonly bookings: Set<string>;
  /** Those of which somebody was told that they are cancelled. */
  readonly saidCancelled: Set<string>;
}

/** Something that people want and go for until they have their answers. */
export type Client = () => Promise<void>;

const cancel = (cast: Cast, id: string, { token }: Person): Promise<Called> =>
  insist(() => cast.app.call("POST", `/api/bookings/${id}/cancel`, { token, body: {} }));

async function cancelled(cast: Cast, id: string, by: Person): Promise<void> {
  await sleep(cast.pause());
  const { status, text } = await cancel(cast, id, by);
  if (status !== 200) throw new Error(`${id}, cancelled by ${by.id}: ${status} ${text}`);
  cast.saidCancelled.add(id);
}

/** Made elsewhere and paid there; taken over before anything goes wrong. */
async function takenOver(cast: Cast, place: number, startsAt: number): Promise<string> {
  const { app, mentor, mentees, name } = cast;
  const id = `${name}-${place}`;
  const paymentIntent = await app.sandbox.paidIntent(PRICE.amount);
  const order = { mentor, mentee: mentees[0], startsAt, price: PRICE, paymentIntent };
  const { status, text } = await app.takeOver(id, order);
  if (status !== 201) throw new Error(`taking over ${id}: ${status} ${text}`);
  cast.bookings.add(id);
  return id;
}

/** @returns the draft and where it is paid; null when somebody else was faster. */
async function booked(
  cast: Cast,
  mentee: Person,
  startsAt: number,
): Promise<{ id: string; url: string } | null> {
  const body = { mentor_id: cast.mentor.id, starts_at: rfc(startsAt), duration_minutes: 60 };
  for (;;) {
    const { token } = mentee;
    const answer = await insist(() => cast.app.call("POST", "/api/bookings", { token, body }));
    if (answer.status === 409) return null;
    if (answer.status !== 200 && answer.status !== 201)
      throw new Error(`booking: ${answer.status} ${answer.text}`);
    const { booking, checkout_url: url } = bookedShape.parse(answer.json);
    cast.bookings.add(booking.id);
    // Stripe did not answer in time: asked again, one has the same draft, and its checkout.
    if (url !== null) return { id: booking.id, url };
    await sleep(200);
  }
}

const pay = (cast: Cast, url: string): Promise<Response> => insist(() => cast.app.sandbox.pay(url));

async function comeBack(cast: Cast, id: string, mentee: Person): Promise<void> {
  const cookie = await insist(async () => ({
    status: 200,
    cookie: await browserCookie(cast.app, mentee.id),
  }));
  await insist(() => cast.app.call("GET", `/sessions/${id}/paid`, { headers: { cookie: cookie.cookie } }));
}

async function bookAndPay(cast: Cast, mentee: Person, startsAt: number): Promise<string | null> {
  await sleep(cast.pause());
  const draft = await booked(cast, mentee, startsAt);
  if (draft === null) return null;
  await pay(cast, draft.url);
  await comeBack(cast, draft.id, mentee);
  return draft.id;
}

async function grant(cast: Cast, id: string): Promise<void> {
  await sleep(cast.pause());
  const body = { reason: "the mentor did not come" };
  const { token } = cast.admin;
  // 409: another's grant was first, or one's own that was not answered.
  const answer = await insist(() =>
    cast.app.call("POST", `/api/admin/bookings/${id}/refund`, { token, body }),
  );
  if (answer.status !== 200 && answer.status !== 409)
    throw new Error(`${id}: ${answer.status} ${answer.text}`);
}

/** What a round's people are about to do. Whatever is to be there before is made now, in peace. */
export async function clientsOf(cast: Cast): Promise<readonly Client[]> {
  const { mentor, mentees } = cast;
  const [mentee, rival] = mentees;
  const [byBoth, byMentee, byMentor] = [
    await takenOver(cast, 1, hourAhead(30)),
    await takenOver(cast, 2, hourAhead(32)),
    await takenOver(cast, 3, hourAhead(34)),
  ];
  const missed = await takenOver(cast, 4, hourAhead(-4));
  return [
    () => cancelled(cast, byBoth, mentee),
    () => cancelled(cast, byBoth, mentor),
    () => cancelled(cast, byMentee, mentee),
    () => cancelled(cast, byMentee, mentee),
    () => cancelled(cast, byMentor, mentor),
    () => grant(cast, missed),
    () => grant(cast, missed),
    // Paid, and cancelled as soon as it is known to be.
    async () => {
      const id = await bookAndPay(cast, mentee, hourAhead(40));
      if (id !== null) await cancelled(cast, id, mentee);
    },
    // Given up and paid at the same time: confirmed and cancelled, or expired and given back.
    async () => {
      const draft = await booked(cast, mentee, hourAhead(42));
      if (draft === null) return;
      await Promise.all([
        cancelled(cast, draft.id, mentee),
        sleep(cast.pause()).then(() => pay(cast, draft.url)),
      ]);
      await comeBack(cast, draft.id, mentee);
    },
    // Two want the same hour.
    async () => void (await bookAndPay(cast, mentee, hourAhead(44))),
    async () => void (await bookAndPay(cast, rival, hourAhead(44))),
  ];
}
