import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { availability, offers } from "../../db/schema.ts";
import { mentorWeekQuery, slotsQuery } from "../../db/slots.ts";
import { offeredSlot } from "../../domain/slots.ts";
import { DAY, HOUR } from "../../domain/time.ts";
import { expectIndexed, measure } from "../support/workerd/measure.ts";
import { insertBookings, insertRows, insertUsers } from "../support/workerd/rows.ts";

const db = env.DB;
/** A Monday, 7:00 in New York. */
const NOW = Date.UTC(2026, 10, 23, 12);
const slots = (from: number, to: number, mentorId = "coach") =>
  measure(db, slotsQuery(db, { mentorId, from, to, now: NOW }));

describe("slots", () => {
  beforeAll(async () => {
    await insertUsers(db, [
      { id: "coach", timezone: "America/New_York" },
      { id: "mentee", isMentor: false },
      { id: "gone", removedAt: 1, email: null },
    ]);
    await insertRows(
      db,
      availability,
      [1, 2, 3].map((weekday) => ({ userId: "coach", weekday, fromMinute: 9 * 60, toMinute: 12 * 60 })),
    );
    await insertRows(db, offers, [{ userId: "coach", durationMinutes: 60, amount: 5_000, currency: "usd" }]);
    const at = (hours: number) => NOW + hours * HOUR;
    await insertBookings(db, [
      { id: "held", mentorId: "coach", menteeId: "a", startsAt: at(2), endsAt: at(3), status: "draft" },
      { id: "freed", mentorId: "coach", menteeId: "a", startsAt: at(3), endsAt: at(4), status: "cancelled" },
      { id: "let-go", mentorId: "coach", menteeId: "b", startsAt: at(3), endsAt: at(4), status: "expired" },
      { id: "tomorrow", mentorId: "coach", menteeId: "b", startsAt: at(26.5), endsAt: at(28.5) },
      { id: "as-mentee", mentorId: "other", menteeId: "coach", startsAt: at(50), endsAt: at(51) },
      ...Array.from({ length: 3_000 }, (_, n) => ({
        id: `old${n}`,
        mentorId: "coach",
        menteeId: "c",
        startsAt: NOW - (n + 3) * HOUR,
        status: "completed" as const,
      })),
    ]);
  });

  it("leaves out what a draft or a session holds, and offers again what was given back", async () => {
    const { answer } = await slots(NOW, NOW + DAY);
    expect(answer).toEqual([
      {
        startsAt: NOW + 3 * HOUR,
        endsAt: NOW + 4 * HOUR,
        durationMinutes: 60,
        price: { amount: 5_000, currency: "usd" },
      },
      {
        startsAt: NOW + 4 * HOUR,
        endsAt: NOW + 5 * HOUR,
        durationMinutes: 60,
        price: { amount: 5_000, currency: "usd" },
      },
    ]);
  });

  it("sees a session that began before the range and one that begins behind it", async () => {
    // 9:30 to 11:30 on Tuesday takes 9:00, 10:00 and 11:00.
    for (const hours of [26, 27, 28]) {
      expect((await slots(NOW + hours * HOUR, NOW + hours * HOUR + 1)).answer).toEqual([]);
    }
    // What the mentor attends as a mentee holds no slot of theirs; D1 keeps each role's bookings apart.
    expect((await slots(NOW + 50 * HOUR, NOW + 50 * HOUR + 1)).answer).toHaveLength(1);
  });

  it("knows nobody who is no mentor", async () => {
    for (const mentorId of ["mentee", "gone", "nobody"]) {
      expect((await slots(NOW, NOW + DAY, mentorId)).answer).toBeNull();
    }
  });

  it("reads the week and what is live, not history", async () => {
    await expectIndexed(db, (on) =>
      slotsQuery(on, { mentorId: "coach", from: NOW, to: NOW + DAY, now: NOW }),
    );
    expect((await slots(NOW - 30 * DAY, NOW + DAY)).rowsRead).toBeLessThanOrEqual(12);
  });

  it("gives the week by which one slot is judged", async () => {
    const { answer } = await measure(db, mentorWeekQuery(db, "coach"));
    expect(answer).toMatchObject({
      timezone: "America/New_York",
      hours: { length: 3 },
      offers: { length: 1 },
    });
    if (answer === null) throw new Error("unreachable: the mentor was just seen");
    const wanted = { startsAt: NOW + 3 * HOUR, durationMinutes: 60 };
    expect(offeredSlot(answer, wanted, NOW)?.price).toEqual({ amount: 5_000, currency: "usd" });
    expect((await measure(db, mentorWeekQuery(db, "mentee"))).answer).toBeNull();
  });
});
