import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { expect, it } from "vitest";
import { project } from "../../db/projection.ts";
import { decide } from "../../domain/decide/decide.ts";
import { BOOKINGS_AN_HOUR, UPCOMING_WITH_ONE_MENTOR } from "../../domain/limits.ts";
import { HOUR, MINUTE } from "../../domain/time.ts";
import { insertBookings } from "../support/workerd/rows.ts";

// The trigger of migration 0013: what one mentee books by themselves, counted in the statement that claims.

const NOW = Date.UTC(2026, 10, 23, 12);
let hours = 0;

/** A free session's first claim, at an hour of its own, so that no overlap is in the way; with a mentor of its own unless told. */
function claim(id: string, wish: Record<string, unknown> = {}): Promise<void> {
  hours += 2;
  const startsAt = NOW + hours * HOUR;
  const free = { version: 1, priceAmount: 0, createdAt: NOW };
  const row = { id, mentorId: `mentor-of-${id}`, menteeId: "mentee", startsAt, endsAt: startsAt + HOUR };
  return insertBookings(env.DB, [{ ...row, ...free, ...wish }]);
}

const atOnce = async (claims: readonly Promise<void>[]): Promise<number> =>
  (await Promise.allSettled(claims)).filter(({ status }) => status === "fulfilled").length;

const run = (sql: string) => env.DB.prepare(sql).run();

it("holds at twenty upcoming sessions with one mentor however many come at once, and lets the next in when one is cancelled", async () => {
  const one = { menteeId: "keen", mentorId: "mentor" };
  const all = Array.from({ length: 2 * UPCOMING_WITH_ONE_MENTOR }, (_, at) => claim(`keen-${at}`, one));
  expect(await atOnce(all)).toBe(UPCOMING_WITH_ONE_MENTOR);
  const next = (id: string, wish: object = {}) => claim(id, { ...one, ...wish });
  await expect(next("keen-more")).rejects.toThrow("too_many_upcoming");
  await expect(next("keen-draft", { status: "draft", priceAmount: 5_000 })).rejects.toThrow(
    "too_many_upcoming",
  );
  await next("with-another-mentor", { mentorId: "other" });
  await next("by-another-mentee", { menteeId: "other" });
  await run("update bookings set status = 'cancelled' where id = 'keen-0'");
  await next("keen-in-its-place");
  await expect(next("keen-again")).rejects.toThrow("too_many_upcoming");
  // The first has begun.
  const later = { createdAt: NOW + 3 * HOUR };
  await run("update bookings set starts_at = 1, ends_at = 2 where id = 'keen-1'");
  await next("keen-later", later);
});

it("holds at sixty bookings an hour whatever becomes of them, and lets the next in when the hour of one is over", async () => {
  for (let at = 0; at < BOOKINGS_AN_HOUR - 1; at++) await claim(`busy-${at}`, { menteeId: "busy" });
  await run("update bookings set status = 'cancelled' where mentee_id = 'busy'");
  const all = Array.from({ length: 5 }, (_, at) => claim(`busy-at-once-${at}`, { menteeId: "busy" }));
  expect(await atOnce(all)).toBe(1);
  const late = { menteeId: "busy", createdAt: NOW + HOUR - MINUTE };
  await expect(claim("busy-late", late)).rejects.toThrow("too_many_made");
  await claim("busy-by-somebody-else", { menteeId: "other" });
  await claim("busy-after-an-hour", { menteeId: "busy", createdAt: NOW + HOUR });
});

it("counts and refuses nothing that a platform brings, and nothing that was counted before", async () => {
  const one = { menteeId: "known", mentorId: "mentor-of-known" };
  const brought = { ...one, source: "platform" };
  for (let at = 0; at < BOOKINGS_AN_HOUR + 5; at++) await claim(`brought-${at}`, brought);
  for (let at = 0; at < UPCOMING_WITH_ONE_MENTOR; at++) await claim(`own-${at}`, one);
  await expect(claim("own-more", one)).rejects.toThrow("too_many_upcoming");
  await claim("made-again-from-its-object", { ...one, version: 2 });
});

it("takes the same first claim again, after a lost answer, when it filled the last place", async () => {
  const one = { menteeId: "unheard", mentorId: "mentor-of-unheard" };
  for (let at = 0; at < UPCOMING_WITH_ONE_MENTOR - 1; at++) await claim(`unheard-${at}`, one);
  hours += 2;
  const startsAt = NOW + hours * HOUR;
  const made = decide(
    null,
    {
      type: "create",
      id: "unheard-last",
      ...one,
      startsAt,
      endsAt: startsAt + HOUR,
      price: { amount: 0, currency: "usd" },
      livemode: false,
      roomName: "room",
      checkoutRequest: { description: "", customerEmail: "", locale: "en", expiresAt: 0 },
    },
    NOW,
  );
  if (!made.ok) throw new Error(made.reason.code);
  const booking = made.value.next;
  expect(await project(drizzle(env.DB), booking, 0)).toBe("written");
  expect(await project(drizzle(env.DB), booking, 0)).toBe("written");
  expect(await project(drizzle(env.DB), { ...booking, id: "unheard-more", startsAt: 1, endsAt: 2 }, 0)).toBe(
    "too_many_upcoming",
  );
});

it("counts by indexes: each is a search, and the hour's is read from the index alone", async () => {
  const upcoming = `select count(*) from bookings as other
    where other.mentee_id = ?1 and other.stage in (0, 1) and other.starts_at > ?2
      and other.mentor_id = ?3 and other.source = 'meridian'`;
  const made = `select count(*) from bookings as other
    where other.mentee_id = ?1 and other.created_at > ?2 - 3600000 and other.source = 'meridian'`;
  const plan = async (sql: string, ...values: unknown[]) => {
    const { results } = await env.DB.prepare(`explain query plan ${sql}`)
      .bind(...values)
      .all<{ detail: string }>();
    return results.map(({ detail }) => detail).join();
  };
  expect(await plan(upcoming, "mentee", NOW, "mentor")).toMatch(
    /SEARCH other USING INDEX bookings_mentee \(mentee_id=\? AND stage=\? AND starts_at>\?\)/,
  );
  expect(await plan(made, "mentee", NOW)).toMatch(
    /SEARCH other USING COVERING INDEX bookings_made \(mentee_id=\? AND created_at>\?\)/,
  );
});
