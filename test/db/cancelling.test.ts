import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { cancelledSessionsQuery, cancellingQuery } from "../../db/cancelling.ts";
import { ask } from "../../db/query.ts";
import { DAY, HOUR } from "../../domain/time.ts";
import { measure, plansOf } from "../support/workerd/measure.ts";
import { insertBookings, insertUsers } from "../support/workerd/rows.ts";

const DB = env.DB;
const NOW = Date.UTC(2026, 10, 20);
const RANGE = { from: NOW - 28 * DAY, to: NOW };

let made = 0;

/** A session of Ana's, cancelled a while before its start; each with a mentor of its own, so that none overlap. */
const cancelled = (fields: {
  readonly at: number;
  readonly before: number;
  readonly by?: "mentor" | "mentee" | "administrator" | "platform";
  readonly who?: string | null;
  readonly refund?: number;
}) => ({
  id: `c${++made}`,
  mentorId: `mentor${made}`,
  menteeId: "ana",
  startsAt: fields.at + fields.before,
  status: "cancelled" as const,
  cancelledAt: fields.at,
  cancelledByRole: fields.by ?? ("mentee" as const),
  cancelledBy: fields.who === undefined ? "ana" : fields.who,
  cancellationReason: "=1+1",
  ...(fields.refund === undefined
    ? {}
    : { refundStatus: "succeeded" as const, refundCurrency: "usd", refundAmount: fields.refund }),
});

beforeAll(async () => {
  await insertUsers(DB, [
    { id: "ana", name: "Ana" },
    { id: "mia", name: "Mia" },
  ]);
  await insertBookings(DB, [
    cancelled({ at: NOW - 28 * DAY, before: 2 * DAY, refund: 5_000 }),
    cancelled({ at: NOW - 20 * DAY, before: 3 * DAY, refund: 2_500 }),
    cancelled({ at: NOW - 1, before: 3 * DAY + 1, refund: 100 }),
    cancelled({ at: NOW - DAY, before: 2 * HOUR, by: "administrator", who: "mia" }),
    cancelled({ at: NOW - DAY, before: 24 * HOUR, by: "platform", who: null }),
    cancelled({ at: NOW - DAY, before: 40 * DAY, by: "mentor", who: "mia" }),
    // Outside of the range, on either side.
    cancelled({ at: NOW - 28 * DAY - 1, before: 2 * DAY }),
    cancelled({ at: NOW, before: 2 * DAY }),
    { id: "held", mentorId: "m", menteeId: "ana", startsAt: NOW + DAY },
    { id: "gone", mentorId: "m", menteeId: "ana", startsAt: NOW + 2 * DAY, status: "expired" as const },
  ]);
});

describe("how people cancel", () => {
  test("is counted by week and by whom, by notice, by what went back, and by person", async () => {
    const [answer] = await ask(DB, cancellingQuery(DB, RANGE, 7 * DAY));
    expect(answer.overTime).toEqual(
      expect.arrayContaining([
        { stretch: 0, by: "mentee", n: 1 },
        { stretch: 1, by: "mentee", n: 1 },
        { stretch: 3, by: "mentee", n: 1 },
        { stretch: 3, by: "mentor", n: 1 },
        { stretch: 3, by: "administrator", n: 1 },
        { stretch: 3, by: "platform", n: 1 },
      ]),
    );
    expect(answer.overTime).toHaveLength(6);
    // 24 h are still the first stretch, three days the second: as the rule counts, "more than".
    expect(answer.byNotice).toEqual([
      { notice: 0, n: 2 },
      { notice: 1, n: 2 },
      { notice: 2, n: 1 },
      { notice: 4, n: 1 },
    ]);
    expect(answer.refunds).toEqual([{ currency: "usd", status: "succeeded", n: 3, amount: 7_600 }]);
    // Ana: nine bookings, the expired one aside.
    expect(answer.people).toEqual([
      { id: "ana", name: "Ana", cancelled: 3, bookings: 9 },
      { id: "mia", name: "Mia", cancelled: 1, bookings: 0 },
    ]);
    expect(answer.cut).toBe(false);
  });

  test("is told one by one, latest first, with what was written", async () => {
    const [sessions] = await ask(DB, cancelledSessionsQuery(DB, RANGE));
    expect(sessions).toHaveLength(6);
    expect(sessions[0]).toMatchObject({
      cancelledAt: NOW - 1,
      by: "mentee",
      name: "Ana",
      reason: "=1+1",
      refundAmount: 100,
    });
  });

  test("costs what was cancelled in that time, whatever else there is", async () => {
    await insertBookings(
      DB,
      Array.from({ length: 3_000 }, (_, n) => ({
        id: `other${n}`,
        mentorId: `x${n}`,
        menteeId: `y${n}`,
        startsAt: NOW,
        ...(n % 2 === 0
          ? {}
          : {
              status: "cancelled" as const,
              cancelledAt: NOW - 90 * DAY,
              cancelledByRole: "mentee" as const,
              cancelledBy: `y${n}`,
            }),
      })),
    );
    const { rowsRead } = await measure(DB, cancellingQuery(DB, RANGE, 7 * DAY));
    expect(rowsRead).toBeLessThan(120);
    const plans = await plansOf(DB, (db) => cancelledSessionsQuery(db, RANGE));
    const lines = plans.flat();
    expect(
      lines.filter((line) => line.startsWith("SEARCH bookings USING INDEX bookings_cancelled")),
    ).toHaveLength(1);
    expect(lines.filter((line) => /^SCAN (bookings|users)/.test(line))).toEqual([]);
  });
});
