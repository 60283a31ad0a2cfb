import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import type { Fault } from "../support/node/sandbox-client.ts";
import { until } from "../support/node/until.ts";
import { hourAhead } from "./support/people.ts";
import { type Single, singleShape } from "./support/shapes.ts";

// Scenarios 1 to 5, 9 to 11 and 32 over HTTP: one cancel each, and Stripe at its worst behind it.

const PRICE = { amount: 5_000, currency: "usd" };

let app: App;
let mentor: Person;
let mentee: Person;
let admin: Person;

beforeAll(async () => {
  app = await startApp();
  mentor = await app.person("f-mentor", ["mentor"]);
  mentee = await app.person("f-mentee", ["mentee"]);
  admin = await app.person("f-admin", ["admin"]);
});
afterEach(() => app.sandbox.disarm());
afterAll(() => app.remove());

interface Paid {
  id: string;
  intent: string;
}

let made = 0;
/** A session that this PaymentIntent is said to have paid. */
async function session(intent: string, price = PRICE): Promise<Paid> {
  made += 1;
  const id = `f-${made}`;
  const startsAt = hourAhead(30 + 2 * made);
  const taken = await app.takeOver(id, { mentor, mentee, startsAt, price, paymentIntent: intent });
  expect(taken.status, taken.text).toBe(201);
  return { id, intent };
}

/** A PaymentIntent made elsewhere; paid with a plain card unless told otherwise. */
async function intentOf(fields: Record<string, string>, key = "sk_test_from_a_test"): Promise<string> {
  const card = { payment_method: "pm_card_visa", "payment_method_types[]": "card", confirm: "true" };
  const body = new URLSearchParams({ amount: "5000", currency: "usd", ...card, ...fields });
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(`${app.sandbox.url}/v1/payment_intents`, { method: "POST", headers, body });
  const answer: unknown = await response.json();
  const { id } = z.union([z.object({ id: z.string() }), declinedShape]).parse(answer);
  return id;
}

/** A declined charge is an error that names the intent it left behind. */
const declinedShape = z
  .object({ error: z.object({ payment_intent: z.object({ id: z.string() }) }) })
  .transform(({ error }) => error.payment_intent);

const paid = async (): Promise<Paid> => session(await app.sandbox.paidIntent(5_000));
const arm = (fault: string, rest: Partial<Fault> = {}) =>
  app.sandbox.arm({ service: "stripe", fault, match: "POST /v1/refunds", ...rest });

async function cancel({ id }: Paid, person = mentee): Promise<Single> {
  const answer = await app.call("POST", `/api/bookings/${id}/cancel`, { token: person.token });
  expect(answer.status, answer.text).toBe(200);
  return singleShape.parse(answer.json);
}

async function read({ id }: Paid): Promise<Single> {
  return singleShape.parse((await app.call("GET", `/api/bookings/${id}`, { token: mentee.token })).json);
}

const refundIs = (booking: Paid, status: string, within = 20_000): Promise<Single> =>
  until(
    async () => {
      const seen = await read(booking);
      return seen.refund?.status === status ? seen : null;
    },
    { what: `the refund of ${booking.id}, ${status}`, within },
  );

async function refundsOf({ intent }: Paid): Promise<{ amount: number; status: string }[]> {
  const { refunds } = await app.sandbox.ledger();
  return refunds
    .filter((refund) => refund.payment_intent === intent)
    .map(({ amount, status }) => ({ amount, status }));
}

const ONE = [{ amount: 5_000, status: "succeeded" }];

const sentShape = z.object({ path: z.string(), method: z.string(), idempotency_key: z.string().nullable() });
/** The idempotency keys under which this booking's refund was asked for, one for each try. */
async function keysOf({ id }: Paid): Promise<string[]> {
  const { requests } = await app.sandbox.ledger();
  return requests
    .map((request) => sentShape.parse(request))
    .filter(({ method, path }) => method === "POST" && path === "/v1/refunds")
    .flatMap(({ idempotency_key }) => (idempotency_key?.startsWith(`${id}:`) ? [idempotency_key] : []));
}

const mailsTo = async (person: Person, subject: RegExp): Promise<number> =>
  (await app.sandbox.inbox(person.email)).filter((mail) => subject.test(mail.subject)).length;

const refundShape = z.looseObject({
  id: z.string(),
  booking_id: z.string(),
  manual_reason: z.string().nullable(),
});
const waitingShape = z.object({ data: z.array(refundShape) });
/** The refund of a booking in the manual queue. */
async function waiting({ id }: Paid): Promise<z.output<typeof refundShape>> {
  const { json } = await app.call("GET", "/api/admin/refunds?limit=100", { token: admin.token });
  const found = waitingShape.parse(json).data.find(({ booking_id }) => booking_id === id);
  if (found === undefined) throw new Error(`${id} is not in the queue`);
  return found;
}

describe("one refund, whatever Stripe does", () => {
  test("Stripe makes it, and its answer does not come for as long as anybody waits: not made again (scenario 3)", async () => {
    const booking = await paid();
    await arm("timeout_after");
    const since = Date.now();
    const cancelled = await cancel(booking);
    expect(Date.now() - since).toBeLessThan(3_000);
    expect([cancelled.status, cancelled.refund?.status]).toEqual(["cancelled", "requested"]);
    await refundIs(booking, "succeeded", 40_000);
    expect(await refundsOf(booking)).toEqual(ONE);
    expect(new Set(await keysOf(booking)).size).toBe(1);
  });

  test.each(["drop_before", "drop_after"])("%s, twice over: one refund, under one key", async (fault) => {
    const booking = await paid();
    await arm(fault, { times: 2 });
    await cancel(booking);
    await refundIs(booking, "succeeded");
    expect(await refundsOf(booking)).toEqual(ONE);
    expect(new Set(await keysOf(booking)).size).toBe(1);
  });

  test("409 key in use, then 429: it stays on its way, and converges under the same key (scenario 5)", async () => {
    const booking = await paid();
    await arm("409");
    await arm("429");
    await cancel(booking);
    expect((await read(booking)).refund).toMatchObject({ status: "requested", settled_at: null });
    await refundIs(booking, "succeeded");
    const keys = await keysOf(booking);
    expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
    expect(await refundsOf(booking)).toEqual(ONE);
  });

  test("a kept 500 behind which it was made after all: found in Stripe's list (scenario 4)", async () => {
    const booking = await paid();
    await arm("500", { done: true });
    await cancel(booking);
    await refundIs(booking, "succeeded");
    expect(await refundsOf(booking)).toEqual(ONE);
    expect(await keysOf(booking)).toHaveLength(1);
  });

  test("a kept 500 that made nothing waits for a person; retried by an administrator, it is one refund (scenario 4)", async () => {
    const booking = await paid();
    await arm("500");
    await cancel(booking);
    await refundIs(booking, "manual");
    expect(await refundsOf(booking)).toEqual([]);
    const { id, manual_reason } = await waiting(booking);
    expect(manual_reason).toBe("outcome_unknown");
    const retry = (reason: string) =>
      app.call("POST", `/api/admin/refunds/${id}/retry`, { token: admin.token, body: { reason } });
    const answers = await Promise.all([retry("Stripe is back"), retry("a double click")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await refundIs(booking, "succeeded");
    expect(await refundsOf(booking)).toEqual(ONE);
  });

  test("both parties in the same millisecond, while Stripe drops what it is asked: one canceller, one refund (scenario 1)", async () => {
    const booking = await paid();
    await arm("drop_after", { times: 2 });
    const [one, two] = await Promise.all([cancel(booking, mentor), cancel(booking, mentee)]);
    expect(one?.cancelled_by).toBe(two?.cancelled_by);
    expect(one?.cancelled_at).toBe(two?.cancelled_at);
    await refundIs(booking, "succeeded");
    expect(await refundsOf(booking)).toEqual(ONE);
    expect((await read(booking)).timeline.filter(({ type }) => type === "cancelled")).toHaveLength(1);
  });
});

describe("what becomes of it", () => {
  test.each(["webhook_lost", "webhook_twice"])(
    "pending, then done, told by %s: shown as each while it is so",
    async (fault) => {
      const booking = await paid();
      await app.sandbox.arm({ service: "stripe", fault: "refund_pending", after_ms: 1_500 });
      await app.sandbox.arm({ service: "stripe", fault, match: "refund", times: 5 });
      await cancel(booking);
      await refundIs(booking, "pending");
      const done = await refundIs(booking, "succeeded");
      expect(done.refund?.settled_at).not.toBeNull();
      expect(await refundsOf(booking)).toEqual(ONE);
    },
  );

  test("done, and failed later: payer and administrators learn it, the session stays cancelled (scenario 9)", async () => {
    const booking = await paid();
    await app.sandbox.arm({ service: "stripe", fault: "refund_fails_later", after_ms: 800 });
    const before = [await mailsTo(mentee, /is delayed/), await mailsTo(admin, /needs you/)];
    await cancel(booking);
    const failed = await refundIs(booking, "manual");
    expect(failed).toMatchObject({ status: "cancelled", refund: { settled_at: null } });
    await waiting(booking);
    await until(async () => (await mailsTo(admin, /needs you/)) > (before[1] ?? 0), {
      what: "a mail to the administrator",
    });
    await until(async () => (await mailsTo(mentee, /is delayed/)) > (before[0] ?? 0), {
      what: "a mail to the payer",
    });
    await sleep(500);
    expect([await mailsTo(mentee, /is delayed/), await mailsTo(admin, /needs you/)]).toEqual(
      before.map((n) => n + 1),
    );
    expect(await mailsTo(mentor, /is delayed/)).toBe(0);
  });

  test("given back in Stripe's own dashboard before: recorded, not repeated (scenario 10)", async () => {
    const booking = await paid();
    const byHand = await fetch(`${app.sandbox.url}/v1/refunds`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_by_hand" },
      body: new URLSearchParams({ payment_intent: booking.intent }),
    });
    expect(byHand.status).toBe(200);
    await cancel(booking);
    await refundIs(booking, "succeeded");
    expect(await refundsOf(booking)).toEqual(ONE);
  });
});

describe("no refund leaves, a person looks at it", () => {
  const expectManual = async (booking: Paid, reason: string): Promise<void> => {
    expect((await cancel(booking)).status).toBe("cancelled");
    await refundIs(booking, "manual");
    expect((await waiting(booking)).manual_reason).toBe(reason);
    expect(await refundsOf(booking)).toEqual([]);
  };

  test("a disputed charge (scenario 11)", async () => {
    await expectManual(
      await session(await intentOf({ payment_method: "pm_card_createDispute" })),
      "payment_disputed",
    );
  });

  test("a payment of less than the session costs (scenario 32)", async () => {
    await expectManual(await session(await intentOf({ amount: "100" })), "amount_exceeds_captured");
  });

  test("a payment in another currency (scenario 32)", async () => {
    await expectManual(await session(await intentOf({ currency: "eur" })), "payment_currency_differs");
  });

  test("a payment that was declined, or is only authorized (scenario 32)", async () => {
    const declined = await intentOf({ payment_method: "pm_card_chargeDeclined" });
    await expectManual(await session(declined), "payment_not_succeeded");
    const authorized = await intentOf({ capture_method: "manual" });
    await expectManual(await session(authorized), "payment_not_succeeded");
  });

  test("a payment of another mode, or one that Stripe does not know (scenario 32)", async () => {
    const live = await intentOf({}, "sk_live_from_a_test");
    await expectManual(await session(live), "payment_not_found");
    await expectManual(await session("pi_nobody_knows"), "payment_not_found");
  });

  test("another booking's payment is refused at the take-over (scenario 32)", async () => {
    const booking = await paid();
    const thief = { mentor, mentee, startsAt: hourAhead(400), price: PRICE, paymentIntent: booking.intent };
    const taken = await app.takeOver("f-thief", thief);
    expect([taken.status, taken.json]).toMatchObject([409, { code: "payment_in_use" }]);
  });

  test("a payment of more than the session costs gives back what it cost, and no more", async () => {
    const booking = await session(await intentOf({ amount: "9000" }));
    await cancel(booking);
    await refundIs(booking, "succeeded");
    expect(await refundsOf(booking)).toEqual(ONE);
  });
});

test("through all of it each party got one cancellation mail a session, and nobody a second one", async () => {
  await sleep(500);
  const rows = await app.query<{ n: number }>(
    "select count(*) as n from emails_sent where kind = 'cancelled' group by booking_id, user_id having n > 1",
  );
  expect(rows).toEqual([]);
  const [{ n } = { n: 0 }] = await app.query<{ n: number }>(
    "select count(*) as n from bookings where status = 'cancelled'",
  );
  expect([await mailsTo(mentee, /^Cancelled/), await mailsTo(mentor, /^Cancelled/)]).toEqual([n, n]);
});
