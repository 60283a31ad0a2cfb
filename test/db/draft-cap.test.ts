import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { DRAFTS_AT_ONCE } from "../../domain/limits.ts";
import { HOUR } from "../../domain/time.ts";
import { insertBookings } from "../support/workerd/rows.ts";

// The trigger of migration 0010: one mentee's unpaid drafts, counted in the statement that claims.

const START = Date.UTC(2026, 10, 23, 12);
let hours = 0;

/** Each at an hour and of a mentor of its own: no overlap is in the way. */
function insert(id: string, wish: Record<string, unknown> = {}) {
  hours += 2;
  const startsAt = START + hours * HOUR;
  const draft = { status: "draft" as const, priceAmount: 5_000, checkoutSessionId: null };
  const row = { id, mentorId: `mentor-of-${id}`, menteeId: "mentee", startsAt, endsAt: startsAt + HOUR };
  return insertBookings(env.DB, [{ ...row, ...draft, ...wish }]);
}

it("holds at ten however many come at once, and lets the next in when one is paid", async () => {
  const all = Array.from({ length: 3 * DRAFTS_AT_ONCE }, (_, at) => insert(`one-of-many-${at}`));
  const settled = await Promise.allSettled(all);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(DRAFTS_AT_ONCE);
  await expect(insert("one-more")).rejects.toThrow("too_many_drafts");
  await insert("somebody-else", { menteeId: "other" });
  await env.DB.prepare("update bookings set status = 'confirmed' where id = 'one-of-many-0'").run();
  await insert("in-its-place");
  await expect(insert("again-too-many")).rejects.toThrow("too_many_drafts");
});

it("is in the way of no free session, no booking that a platform brings, and none that is there already", async () => {
  await insert("free", { priceAmount: 0 });
  await insert("brought", { source: "platform" });
  await insert("made-again-from-its-object", { checkoutSessionId: "cs_test_1" });
  await insert("paid", { status: "confirmed" });
});

it("counts by an index, and only the mentee's own drafts", async () => {
  const { results } = await env.DB.prepare(
    `explain query plan select count(*) from bookings as other
     where other.mentee_id = ?1 and other.stage = 0 and other.source = 'meridian' and other.price_amount > 0`,
  )
    .bind("mentee")
    .all<{ detail: string }>();
  expect(results.map(({ detail }) => detail).join()).toMatch(
    /SEARCH other USING INDEX bookings_mentee \(mentee_id=\? AND stage=\?\)/,
  );
});
