import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { REFUND_STATUSES, type RefundsCursor, type RefundsPage, refundsQuery } from "../../db/refunds.ts";
import { refunds } from "../../db/schema.ts";
import { DAY } from "../../domain/time.ts";
import { expectIndexed, measure } from "../support/workerd/measure.ts";
import { insertBookings, insertRows, insertUsers } from "../support/workerd/rows.ts";

const db = env.DB;
const NOW = Date.UTC(2026, 10, 23, 12);

describe("refunds", () => {
  beforeAll(async () => {
    await insertUsers(db, [{ id: "payer", name: "Pia" }]);
    await insertBookings(db, [{ id: "b", mentorId: "m", menteeId: "payer", startsAt: NOW + DAY }]);
    await insertRows(
      db,
      refunds,
      Array.from({ length: 1_000 }, (_, n) => ({
        id: `r${String(n).padStart(4, "0")}`,
        version: 1,
        bookingId: "b",
        cause: "cancelled" as const,
        status: REFUND_STATUSES[n % 5] ?? "manual",
        amount: 5_000,
        currency: "usd",
        manualReason: n % 5 === 4 ? "payment_disputed" : null,
        settledOutside: false,
        // Three to an instant.
        requestedAt: NOW + Math.floor(n / 3),
      })),
    );
  });

  async function everyPage(
    statuses: RefundsPage["rows"][number]["status"][],
    limit: number,
  ): Promise<string[]> {
    const ids: string[] = [];
    let cursor: RefundsCursor | null = null;
    do {
      const page: RefundsPage = (await measure(db, refundsQuery(db, { statuses, limit, cursor }))).answer;
      ids.push(...page.rows.map((row) => row.id));
      cursor = page.next;
    } while (cursor !== null);
    return ids;
  }

  it("come latest first, each once, by any statuses", async () => {
    const all = Array.from({ length: 1_000 }, (_, n) => n).reverse();
    const name = (n: number) => `r${String(n).padStart(4, "0")}`;
    expect(await everyPage([], 100)).toEqual(all.map(name));
    expect(await everyPage(["manual"], 50)).toEqual(all.filter((n) => n % 5 === 4).map(name));
    expect(await everyPage(["manual", "failed", "manual"], 77)).toEqual(
      all.filter((n) => n % 5 >= 3).map(name),
    );
  });

  it("say who paid and why a person is needed", async () => {
    const { answer } = await measure(db, refundsQuery(db, { statuses: ["manual"], limit: 1, cursor: null }));
    expect(answer.rows[0]).toEqual({
      id: "r0999",
      bookingId: "b",
      cause: "cancelled",
      status: "manual",
      money: { amount: 5_000, currency: "usd" },
      paymentIntent: null,
      stripeRefundId: null,
      manualReason: "payment_disputed",
      settledOutside: false,
      requestedAt: NOW + 333,
      settledAt: null,
      payer: { id: "payer", name: "Pia" },
      startsAt: NOW + DAY,
    });
  });

  it("cost their own rows", async () => {
    for (const statuses of [[], ["manual" as const]]) {
      await expectIndexed(db, (on) => refundsQuery(on, { statuses, limit: 20, cursor: null }));
      const { rowsRead } = await measure(db, refundsQuery(db, { statuses, limit: 20, cursor: null }));
      expect(rowsRead).toBeLessThanOrEqual(3 * 21 + 4);
    }
  });
});
