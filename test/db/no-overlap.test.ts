import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { DAY, HOUR } from "../../domain/time.ts";
import { type bookingRow, insertBookings } from "../support/workerd/rows.ts";

// The trigger of migration 0001: the last line of defence against two people in one slot, whoever writes.

const db = env.DB;
const START = Date.UTC(2026, 10, 23, 12);

describe("live bookings", () => {
  const insert = (id: string, wish: Partial<Parameters<typeof bookingRow>[0]> = {}) =>
    insertBookings(db, [
      { id, mentorId: "mentor", menteeId: id, startsAt: START, endsAt: START + HOUR, ...wish },
    ]);

  beforeAll(async () => {
    await insert("held", { menteeId: "mentee", status: "draft" });
    await insert("longest", { startsAt: START - 3 * DAY, endsAt: START - 2 * DAY });
  });

  it("of one mentor, or of one mentee, do not overlap by a millisecond", async () => {
    await expect(insert("same")).rejects.toThrow("slot_taken");
    const touching = { startsAt: START + HOUR - 1, endsAt: START + 2 * HOUR };
    await expect(insert("late", touching)).rejects.toThrow("slot_taken");
    await expect(insert("inside", { startsAt: START + 1, endsAt: START + 2 })).rejects.toThrow("slot_taken");
    await expect(insert("mentee", { mentorId: "other", menteeId: "mentee" })).rejects.toThrow("slot_taken");
    const lastMillisecond = { startsAt: START - 2 * DAY - 1, endsAt: START - 2 * DAY + HOUR };
    await expect(insert("after-longest", lastMillisecond)).rejects.toThrow("slot_taken");
    await expect(insert("of-the-past", { status: "completed" })).rejects.toThrow("slot_taken");
  });

  it("may touch, and may be another mentor's or the same person's other role", async () => {
    await insert("before", { startsAt: START - HOUR, endsAt: START });
    await insert("after", { startsAt: START + HOUR, endsAt: START + 2 * HOUR });
    await insert("elsewhere", { mentorId: "other" });
    await insert("other-role", { mentorId: "mentee", menteeId: "mentor" });
  });

  it("are not in the way once cancelled or expired, nor get in the way as such", async () => {
    await insert("cancelled", { status: "cancelled" });
    await insert("expired", { status: "expired" });
    await db.prepare("update bookings set status = 'expired' where id = 'held'").run();
    await insert("next");
    await expect(insert("one-more")).rejects.toThrow("slot_taken");
  });
});
