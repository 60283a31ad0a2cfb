import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { deskSessionQuery } from "../../db/desk-session.ts";
import { refundCountsQuery, refundDeskQuery, toldRefundQuery } from "../../db/refund-desk.ts";
import { REFUND_STATUSES, type RefundsCursor } from "../../db/refunds.ts";
import { auditLog, refunds, timeline } from "../../db/schema.ts";
import { DAY } from "../../domain/time.ts";
import { expectIndexed, measure } from "../support/workerd/measure.ts";
import { insertBookings, insertRows, insertUsers } from "../support/workerd/rows.ts";

const db = env.DB;
const NOW = Date.UTC(2026, 10, 23, 12);
const ANY = { cause: null, why: null, currency: null, words: [] };
const STATUSES = ["manual", "requested", "pending", "succeeded"] as const;

beforeAll(async () => {
  await insertUsers(db, [
    { id: "payer", name: "Pia" },
    { id: "coach", name: "Carl" },
    { id: "ada", name: "Ada", isAdmin: true },
  ]);
  const ids = Array.from({ length: 500 }, (_, n) => `b${n}`);
  await insertBookings(
    db,
    ids.map((id, n) => ({
      id,
      mentorId: "coach",
      menteeId: "payer",
      startsAt: NOW + n * DAY,
      status: "cancelled",
    })),
  );
  await insertRows(
    db,
    refunds,
    ids.map((bookingId, n) => ({
      id: `r${String(n).padStart(3, "0")}`,
      version: 1,
      bookingId,
      cause: n === 0 ? ("granted" as const) : ("cancelled" as const),
      // Of two hundred, the first wait for a person.
      status: n < 200 ? ("manual" as const) : ("succeeded" as const),
      amount: 5_000,
      currency: n === 350 ? "chf" : "usd",
      manualReason: n < 200 ? "payment_disputed" : null,
      settledOutside: n === 499,
      // Three to an instant.
      requestedAt: NOW + Math.floor(n / 3),
    })),
  );
  await insertRows(
    db,
    timeline,
    ids.flatMap((bookingId) => [
      { bookingId, position: 0, at: NOW, type: "booked", actor: "mentee" as const, userId: "payer" },
      { bookingId, position: 1, at: NOW + 1, type: "cancelled", actor: "mentee" as const, userId: "payer" },
      {
        bookingId,
        position: 2,
        at: NOW + 2,
        type: "refund_manual",
        actor: "system" as const,
        userId: null,
        answer: "charge_disputed: no",
      },
    ]),
  );
  await insertRows(db, auditLog, [
    {
      id: "1",
      at: NOW + 3,
      userId: "ada",
      action: "retry_refund",
      subjectId: "r000",
      reason: "again",
      outcome: "done",
    },
    {
      id: "2",
      at: NOW + 4,
      userId: null,
      action: "cancel_booking",
      subjectId: "b0",
      reason: null,
      outcome: null,
    },
    {
      id: "3",
      at: NOW + 4,
      userId: "ada",
      action: "retry_refund",
      subjectId: "r001",
      reason: "x",
      outcome: "done",
    },
  ]);
});

describe("the desk's list", () => {
  async function everyPage(order: "oldest" | "latest", limit: number): Promise<string[]> {
    const ids: string[] = [];
    let cursor: RefundsCursor | null = null;
    do {
      const wish = { statuses: ["manual" as const], order, limit, cursor };
      const page: { rows: readonly { id: string }[]; next: RefundsCursor | null } = (
        await measure(db, refundDeskQuery(db, wish, ANY))
      ).answer;
      ids.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    return ids;
  }

  it("begins with what waits longest, or with the latest; each once", async () => {
    const waiting = Array.from({ length: 200 }, (_, n) => `r${String(n).padStart(3, "0")}`);
    expect(await everyPage("oldest", 7)).toEqual(waiting);
    expect(await everyPage("oldest", 200)).toEqual(waiting);
    expect(await everyPage("latest", 33)).toEqual([...waiting].reverse());
  });

  it("tells who, and what was done so far: about the money, and by whom with which reason", async () => {
    const wish = { statuses: ["manual" as const], order: "oldest" as const, limit: 1, cursor: null };
    const { answer } = await measure(db, refundDeskQuery(db, wish, ANY));
    expect(answer.rows[0]).toMatchObject({
      id: "r000",
      cause: "granted",
      payer: { id: "payer", name: "Pia" },
      mentorName: "Carl",
      entries: [
        { at: NOW + 1, type: "cancelled", by: "mentee", who: "Pia", answer: null },
        { at: NOW + 2, type: "refund_manual", by: "system", who: null, answer: "charge_disputed: no" },
      ],
      notes: expect.arrayContaining([
        { at: NOW + 3, action: "retry_refund", who: "Ada", reason: "again", outcome: "done" },
        { at: NOW + 4, action: "cancel_booking", who: null, reason: null, outcome: null },
      ]),
    });
    expect(answer.rows[0]?.notes).toHaveLength(2);
  });

  it("counts no further than it is told to", async () => {
    const { answer, rowsRead } = await measure(db, refundCountsQuery(db, STATUSES, 51));
    expect(Object.fromEntries(answer)).toEqual({ manual: 51, requested: 0, pending: 0, succeeded: 51 });
    expect(rowsRead).toBeLessThanOrEqual(4 * 52 + 8);
    const few = await measure(db, refundCountsQuery(db, ["manual"], 1_000));
    expect(few.answer.get("manual")).toBe(200);
  });

  it("says how one refund stands", async () => {
    expect((await measure(db, toldRefundQuery(db, "r499"))).answer).toEqual({
      status: "succeeded",
      settledOutside: true,
      money: { amount: 5_000, currency: "usd" },
      payerName: "Pia",
    });
    expect((await measure(db, toldRefundQuery(db, "nothing"))).answer).toBeNull();
  });

  const waiting = { statuses: ["manual" as const], order: "oldest" as const, limit: 20, cursor: null };

  it("is filtered by cause, reason, currency, either person and age, page by page to the end", async () => {
    const idsOf = async (filter: object, wish: object = {}) => {
      const query = refundDeskQuery(db, { ...waiting, ...wish }, { ...ANY, ...filter });
      return (await measure(db, query)).answer.rows.map(({ id }) => id);
    };
    expect(await idsOf({ cause: "granted" })).toEqual(["r000"]);
    expect(await idsOf({ why: "payment_disputed", words: ["pi"] })).toHaveLength(20);
    expect(await idsOf({ words: ["carl"] })).toHaveLength(20);
    expect(await idsOf({ words: ["pia", "carl"] })).toHaveLength(20);
    expect(await idsOf({ words: ["ia"] })).toEqual([]);
    expect(await idsOf({ currency: "eur" })).toEqual([]);
    expect(await idsOf({ why: "outcome_unknown" })).toEqual([]);
    expect(await idsOf({ words: Array.from({ length: 21 }, () => "pia") })).toEqual([]);
    expect(await idsOf({}, { before: NOW + 2 })).toEqual(["r000", "r001", "r002", "r003", "r004", "r005"]);
    expect(await idsOf({}, { before: NOW + 2, order: "latest", limit: 2 })).toEqual(["r005", "r004"]);
  });

  it("goes on behind a page that looked at all it may, and shows the one that is far behind", async () => {
    const wish = { statuses: [], order: "oldest" as const, limit: 20, cursor: null };
    let page = (await measure(db, refundDeskQuery(db, wish, { ...ANY, currency: "chf" }))).answer;
    expect(page).toEqual({ rows: [], next: { requestedAt: NOW + 66, id: "r199" } });
    page = (
      await measure(db, refundDeskQuery(db, { ...wish, cursor: page.next }, { ...ANY, currency: "chf" }))
    ).answer;
    expect(page.rows.map(({ id }) => id)).toEqual(["r350"]);
  });

  it("costs a filtered page at most a thousand rows", async () => {
    for (const statuses of [["manual" as const], [...REFUND_STATUSES]]) {
      const wish = { ...waiting, statuses, before: NOW + 1_000 };
      const filter = { cause: "granted", why: "payment_disputed", currency: "usd", words: ["pia"] } as const;
      await expectIndexed(db, (on) => refundDeskQuery(on, wish, filter));
      const { rowsRead } = await measure(db, refundDeskQuery(db, wish, filter));
      expect(rowsRead).toBeLessThanOrEqual(1_100);
    }
  });

  it("costs its own rows", async () => {
    for (const order of ["oldest", "latest"] as const) {
      for (const statuses of [["manual" as const], [...REFUND_STATUSES]]) {
        const wish = { statuses, order, limit: 20, cursor: null };
        await expectIndexed(db, (on) => refundDeskQuery(on, wish, ANY));
        const { rowsRead } = await measure(db, refundDeskQuery(db, wish, ANY));
        expect(rowsRead).toBeLessThanOrEqual(21 * 16);
      }
    }
    await expectIndexed(db, (on) => refundCountsQuery(on, STATUSES, 51));
    await expectIndexed(db, (on) => toldRefundQuery(on, "r000"));
  });
});

describe("a session for administrators", () => {
  it("is told whole: people with addresses, timeline, refunds, and the log of both", async () => {
    const { answer } = await measure(db, deskSessionQuery(db, "b0"));
    expect(answer).toMatchObject({
      source: "meridian",
      paymentIntent: null,
      mentorEmail: "coach@example.test",
      menteeEmail: "payer@example.test",
      details: { facts: { id: "b0" }, mentee: { name: "Pia" } },
      refunds: [{ id: "r000", status: "manual" }],
    });
    expect(answer?.trail.entries.map(({ type }) => type)).toEqual(["booked", "cancelled", "refund_manual"]);
    expect(answer?.trail.notes.map(({ action }) => action).sort()).toEqual([
      "cancel_booking",
      "retry_refund",
    ]);
    expect((await measure(db, deskSessionQuery(db, "nothing"))).answer).toBeNull();
  });

  it("costs its own rows", async () => {
    await expectIndexed(db, (on) => deskSessionQuery(on, "b0"));
    expect((await measure(db, deskSessionQuery(db, "b0"))).rowsRead).toBeLessThanOrEqual(40);
  });
});
