import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { ledgerQuery, unseenPaymentsQuery, unseenRefundsQuery } from "../../db/ledger.ts";
import { openDifferencesQuery, reconciledDayQuery, reconciledDaysQuery } from "../../db/reconciliation.ts";
import { reconciliationDifferences, reconciliations, refunds } from "../../db/schema.ts";
import { DAY, HOUR } from "../../domain/time.ts";
import { measure, plansOf } from "../support/workerd/measure.ts";
import { insertBookings, insertRows } from "../support/workerd/rows.ts";

// The daily reconciliation costs what one day holds, however many years there are.

const DB = env.DB;
const YEARS = 2 * 365;
const day = (n: number): number => Date.UTC(2026, 0, 1) + n * DAY;
const SOME_DAY = { from: day(100), to: day(101) };
const A_DAY = 3;

beforeAll(async () => {
  const all = Array.from({ length: YEARS * A_DAY }, (_, n) => n);
  await insertBookings(
    DB,
    all.map((n) => ({
      id: `b${n}`,
      mentorId: `m${n}`,
      menteeId: `e${n}`,
      startsAt: day(n / A_DAY) + HOUR,
      createdAt: day(Math.floor(n / A_DAY)),
      paymentIntent: `pi_${n}`,
    })),
  );
  await insertRows(
    DB,
    refunds,
    all.map((n) => ({
      id: `r${n}`,
      version: 1,
      bookingId: `b${n}`,
      cause: "cancelled" as const,
      status: "succeeded" as const,
      amount: 5_000,
      currency: "usd",
      paymentIntent: `pi_${n}`,
      stripeRefundId: `re_${n}`,
      settledOutside: false,
      requestedAt: day(Math.floor(n / A_DAY)),
    })),
  );
  await insertRows(
    DB,
    reconciliations,
    Array.from({ length: YEARS }, (_, n) => ({
      day: day(n),
      progress: null,
      totals: "[]",
      startedAt: 0,
      finishedAt: 1,
    })),
  );
  await insertRows(
    DB,
    reconciliationDifferences,
    all.map((n) => ({
      day: day(Math.floor(n / A_DAY)),
      kind: "refund_unknown_here",
      subject: `re_${n}`,
      bookingId: `b${n}`,
      currency: "usd",
      foundAt: day(Math.floor(n / A_DAY)),
      resolvedAt: n % 400 === 0 ? null : 1,
    })),
  );
});

test.each([
  [
    "what Stripe names is looked up by what it names",
    ledgerQuery(DB, { refundIds: ["r1"], stripeRefundIds: ["re_2"], intents: ["pi_3"], bookingIds: ["b4"] }),
    40,
  ],
  ["our refunds of a day", unseenRefundsQuery(DB, SOME_DAY, 10), 20],
  ["our payments of a day", unseenPaymentsQuery(DB, SOME_DAY, 10), 30],
  ["a page of days", reconciledDaysQuery(DB, null, 14), 140],
  ["one day with what was found", reconciledDayQuery(DB, SOME_DAY.from), 20],
  ["what is open", openDifferencesQuery(DB, { since: 0, before: day(YEARS) }, null, 10), 30],
])("%s: rows of one day, not of two years", async (_, query, most) => {
  const { rowsRead, answer } = await measure<unknown>(DB, query as never);
  expect(answer).not.toBeNull();
  expect(rowsRead).toBeGreaterThan(0);
  expect(rowsRead).toBeLessThanOrEqual(most);
});

test("no table is walked", async () => {
  const plans = await plansOf(DB, (db) => unseenPaymentsQuery(db, SOME_DAY, 10));
  expect(plans.flat().filter((line) => line.startsWith("SCAN"))).toEqual([]);
});
