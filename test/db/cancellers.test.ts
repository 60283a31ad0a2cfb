import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { cancellersQuery } from "../../db/cancellers.ts";
import { DAY, HOUR } from "../../domain/time.ts";
import { measure, plansOf } from "../support/workerd/measure.ts";
import { insertBookings, insertUsers } from "../support/workerd/rows.ts";

const db = env.DB;
const NOW = Date.UTC(2026, 10, 23, 12);

let made = 0;
/** A booking of an hour of its own. */
const booking = (menteeId: string, fields: object = {}) => {
  const n = ++made;
  return {
    id: `b${n}`,
    mentorId: `m${n % 7}`,
    menteeId,
    startsAt: NOW - n * 2 * HOUR,
    status: "completed" as const,
    ...fields,
  };
};
const cancelled = (menteeId: string, days: number, fields: object = {}) =>
  booking(menteeId, {
    status: "cancelled" as const,
    cancelledAt: NOW - days * DAY,
    cancelledByRole: "mentee" as const,
    cancelledBy: menteeId,
    ...fields,
  });

beforeAll(async () => {
  await insertUsers(
    db,
    ["lately", "share", "fine", "once", "drafts", "mentor"].map((id) => ({ id, name: `The ${id}` })),
  );
  await insertBookings(db, [
    ...[1, 2, 29].map((days) => cancelled("lately", days, { refundAmount: 5_000, refundCurrency: "usd" })),
    ...Array.from({ length: 20 }, () => booking("lately")),
    ...[100, 200].map((days) => cancelled("share", days)),
    ...Array.from({ length: 3 }, () => booking("share")),
    ...[5, 6].map((days) => cancelled("fine", days)),
    ...Array.from({ length: 8 }, () => booking("fine")),
    cancelled("once", 1),
    // Slots that were never paid for are no bookings, and giving them back is no cancel.
    ...[1, 2, 3].map((days) => cancelled("drafts", days, { status: "expired" as const })),
    // Cancelled for her, not by her.
    ...[1, 2, 3].map((days) =>
      cancelled("fine", days, { cancelledByRole: "administrator" as const, cancelledBy: "ada" }),
    ),
    ...[1, 2, 3].map((days) =>
      cancelled("fine", days, {
        mentorId: "mentor",
        cancelledByRole: "mentor" as const,
        cancelledBy: "mentor",
      }),
    ),
    ...Array.from({ length: 5_000 }, (_, n) => booking(`other${n % 500}`)),
  ]);
});

it("finds who cancels often, in either role, with what they cancelled", async () => {
  const { answer } = await measure(db, cancellersQuery(db, NOW));
  expect(answer.map(({ id, cancelling }) => [id, cancelling.lately, cancelling.percent]).sort()).toEqual([
    ["lately", 3, 13],
    ["mentor", 3, 100],
    ["share", 0, 40],
  ]);
  const lately = answer.find(({ id }) => id === "lately");
  expect(lately?.cancels.map(({ at }) => at)).toEqual([NOW - DAY, NOW - 2 * DAY, NOW - 29 * DAY]);
  expect(lately?.cancels[0]).toMatchObject({ role: "mentee", refund: { amount: 5_000, currency: "usd" } });
  expect(lately?.email).toBe("lately@example.test");
  expect(answer.find(({ id }) => id === "mentor")?.cancels[0]).toMatchObject({
    role: "mentor",
    refund: null,
  });
});

it("reads the cancellations and their people's bookings, not the table", async () => {
  const plan = (await plansOf(db, (on) => cancellersQuery(on, NOW))).flat();
  const walked = plan.filter((line) => /^SCAN (bookings|users)/.test(line));
  expect(walked, plan.join("\n")).toEqual([]);
  const { rowsRead } = await measure(db, cancellersQuery(db, NOW));
  expect(rowsRead).toBeLessThanOrEqual(400);
});
