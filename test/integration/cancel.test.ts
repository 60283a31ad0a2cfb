import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import type { Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { until } from "../support/node/until.ts";

// Cancelling over HTTP on the real runtime, with the sandbox's ledger and inbox as the witnesses.

const HOUR = 3_600_000;
const AT_ONCE = 30;

const bookingShape = z.looseObject({
  status: z.string(),
  cancelled_by: z.unknown(),
  refund: z.looseObject({ status: z.string(), amount: z.number() }).nullable(),
});

let app: App;
let mentor: Person;
let mentee: Person;

beforeAll(async () => {
  app = await startApp();
  mentor = await app.person("cancel-mentor", ["mentor"]);
  mentee = await app.person("cancel-mentee", ["mentee"]);
});
afterAll(() => app.remove());

let hoursAhead = 26;
/** A paid session far enough ahead to be cancelled; each an hour and a half behind the one before. */
async function paidSession(id: string): Promise<{ id: string; intent: string }> {
  const intent = await app.sandbox.paidIntent(5_000);
  const startsAt = Date.now() + hoursAhead * HOUR;
  hoursAhead += 1.5;
  const price = { amount: 5_000, currency: "usd" };
  const taken = await app.takeOver(id, { mentor, mentee, startsAt, price, paymentIntent: intent });
  expect(taken.status, taken.text).toBe(201);
  return { id, intent };
}

const cancel = (id: string, person: Person) =>
  app.call("POST", `/api/bookings/${id}/cancel`, { token: person.token, body: {} });

async function refundsOf(intent: string): Promise<{ status: string; amount: number }[]> {
  const { refunds } = await app.sandbox.ledger();
  return refunds.filter((refund) => refund.payment_intent === intent);
}

const refundSucceeded = (id: string) =>
  until(
    async () => {
      const { json } = await app.call("GET", `/api/bookings/${id}`, { token: mentee.token });
      return bookingShape.parse(json).refund?.status === "succeeded";
    },
    { what: `the refund of ${id}`, within: 60_000 },
  );

const cancellationMails = async (person: Person): Promise<number> => {
  const mails = await app.sandbox.inbox(person.email);
  return mails.filter(({ subject }) => /cancel/i.test(subject)).length;
};

test("thirty concurrent cancels by both parties: thirty 200, one refund, one mail each", async () => {
  const { id, intent } = await paidSession("cancel-race");
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, i) => cancel(id, i % 2 === 0 ? mentor : mentee)),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: AT_ONCE }, () => 200));
  const bookings = answers.map(({ json }) => bookingShape.parse(json));
  expect(new Set(bookings.map(({ status }) => status))).toEqual(new Set(["cancelled"]));
  expect(new Set(bookings.map((booking) => JSON.stringify(booking.cancelled_by))).size).toBe(1);

  await refundSucceeded(id);
  expect(await refundsOf(intent)).toMatchObject([{ status: "succeeded", amount: 5_000 }]);
  for (const person of [mentor, mentee]) {
    await until(async () => (await cancellationMails(person)) > 0, { what: `a mail to ${person.email}` });
    expect(await cancellationMails(person)).toBe(1);
  }
});

test("cancelled again later: the same 200 and no new effect", async () => {
  const { id, intent } = await paidSession("cancel-again");
  const first = await cancel(id, mentee);
  await refundSucceeded(id);
  const again = await cancel(id, mentor);
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(bookingShape.parse(again.json).cancelled_by).toEqual(bookingShape.parse(first.json).cancelled_by);
  expect(await refundsOf(intent)).toHaveLength(1);
});

test.each([
  ["before Stripe saw the refund", "timeout_before"],
  ["after Stripe made the refund, its answer lost", "timeout_after"],
])("the runtime is killed between cancel and refund, %s: one refund after the restart", async (_, fault) => {
  const { id, intent } = await paidSession(`cancel-${fault.replace("_", "-")}`);
  await app.sandbox.arm({ service: "stripe", fault, match: "POST /v1/refunds" });
  expect((await cancel(id, mentee)).status).toBe(200);
  await until(
    async () => (await app.sandbox.ledger()).requests.some((r) => JSON.stringify(r).includes(fault)),
    { what: "the refund's request, held" },
  );
  await app.kill();
  await app.start();
  await refundSucceeded(id);
  expect(await refundsOf(intent)).toMatchObject([{ status: "succeeded", amount: 5_000 }]);
});
