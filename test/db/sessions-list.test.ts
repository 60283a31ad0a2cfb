import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { LIST } from "../../bench/budgets.ts";
import { foldWords } from "../../db/fold.ts";
import { ask } from "../../db/query.ts";
import { FILTERED_SCAN, sessionsQuery } from "../../db/sessions-list.ts";
import type { SessionsCursor, SessionsPage, SessionsRequest } from "../../db/sessions-page.ts";
import type { BookingStatus } from "../../domain/booking.ts";
import { shownStatus } from "../../domain/schedule.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import { expectIndexed, type Measured, measure } from "../support/workerd/measure.ts";
import { type BookingRow, bookingRow, insertBookings, insertUsers } from "../support/workerd/rows.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const db = env.DB;

function request(wish: Partial<SessionsRequest> & { readonly viewerId: string }): SessionsRequest {
  return {
    list: "upcoming",
    now: NOW,
    limit: 20,
    cursor: null,
    words: [],
    from: null,
    to: null,
    role: null,
    outcomes: [],
    ...wish,
  };
}

const idsOf = async (wish: Partial<SessionsRequest> & { readonly viewerId: string }): Promise<string[]> => {
  const [page] = await ask(db, sessionsQuery(db, request(wish)));
  return page.rows.map((row) => row.facts.id);
};

const isFiltered = (wish: Partial<SessionsRequest>): boolean =>
  (wish.words ?? []).length > 0 || (wish.outcomes ?? []).length > 0;

/** Follows the cursors to the end. */
async function everyPage(wish: Partial<SessionsRequest> & { readonly viewerId: string }): Promise<string[]> {
  const ids: string[] = [];
  const limit = wish.limit ?? 20;
  let cursor: SessionsCursor | null = null;
  do {
    const asked: Measured<SessionsPage> = await measure(db, sessionsQuery(db, request({ ...wish, cursor })));
    const page = asked.answer;
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    // Two rows for each session of the page and the one behind it, the viewer, and a few at the seams of the ranges.
    const ofOnePage = 2 * (limit + 1) + 6;
    expect(asked.rowsRead).toBeLessThanOrEqual(isFiltered(wish) ? LIST.filteredRows : ofOnePage);
    ids.push(...page.rows.map((row) => row.facts.id));
    cursor = page.next;
  } while (cursor !== null);
  return ids;
}

describe("which list a session is in", () => {
  const at = (id: string, startsAt: number, status: BookingStatus, mentorId = "coach", menteeId = "ann") => ({
    id,
    startsAt,
    status,
    mentorId,
    menteeId,
  });

  beforeAll(async () => {
    await insertUsers(db, [{ id: "ann" }, { id: "coach" }, { id: "bob" }, { id: "both" }]);
    await insertBookings(db, [
      at("over", NOW - 90 * MINUTE, "confirmed"),
      at("closing", NOW - 90 * MINUTE + 1, "confirmed", "coach2", "ann2"),
      at("running", NOW - 10 * MINUTE, "in_progress"),
      at("next", NOW + DAY, "confirmed"),
      at("draft", NOW + 2 * DAY, "draft"),
      at("stale-draft", NOW - 3 * DAY, "draft"),
      at("cancelled-ahead", NOW + 3 * DAY, "cancelled"),
      at("expired-ahead", NOW + 4 * DAY, "expired"),
      at("done", NOW - 10 * DAY, "completed"),
      at("missed", NOW - 11 * DAY, "no_show"),
      at("of-bob", NOW + 5 * DAY, "confirmed", "coach", "bob"),
      at("self", NOW + DAY, "confirmed", "both", "both"),
      at("self-done", NOW - DAY, "completed", "both", "both"),
    ]);
  });

  it("gives the mentee the drafts too, however late, nearest first", async () => {
    expect(await idsOf({ viewerId: "ann" })).toEqual(["stale-draft", "running", "next", "draft"]);
  });

  it("keeps drafts from the mentor", async () => {
    expect(await idsOf({ viewerId: "coach" })).toEqual(["running", "next", "of-bob"]);
  });

  it("puts what is final, and what is over by the clock, in the past, latest first", async () => {
    expect(await idsOf({ viewerId: "ann", list: "past" })).toEqual([
      "expired-ahead",
      "cancelled-ahead",
      "over",
      "done",
      "missed",
    ]);
  });

  it("moves a session to the past at ends_at + 60 min, to the millisecond", async () => {
    expect(await idsOf({ viewerId: "ann2" })).toEqual(["closing"]);
    expect(await idsOf({ viewerId: "ann2", list: "past" })).toEqual([]);
    expect(await idsOf({ viewerId: "ann2", now: NOW + 1 })).toEqual([]);
    expect(await idsOf({ viewerId: "ann2", list: "past", now: NOW + 1 })).toEqual(["closing"]);
  });

  it("shows a session whose two sides are one person once", async () => {
    expect(await idsOf({ viewerId: "both" })).toEqual(["self"]);
    expect(await idsOf({ viewerId: "both", role: "mentor" })).toEqual([]);
    expect(await idsOf({ viewerId: "both", list: "past" })).toEqual(["self-done"]);
  });

  it("filters by the status that is shown, not the stored one", async () => {
    expect(await idsOf({ viewerId: "ann", list: "past", outcomes: ["completed"] })).toEqual(["over", "done"]);
    expect(await idsOf({ viewerId: "ann", list: "past", outcomes: ["no_show", "expired"] })).toEqual([
      "expired-ahead",
      "missed",
    ]);
    expect(await idsOf({ viewerId: "ann", outcomes: ["in_progress"] })).toEqual(["running"]);
  });

  it("answers an outcome that the list cannot have with an empty end, alone or beside another question", async () => {
    const none = request({ viewerId: "ann", outcomes: ["completed"] });
    expect(await ask(db, sessionsQuery(db, none))).toEqual([{ rows: [], next: null }]);
    const [, other] = await ask(db, sessionsQuery(db, none), sessionsQuery(db, request({ viewerId: "ann" })));
    expect(other.rows).toHaveLength(4);
  });

  it("takes from and to as half-open on the start", async () => {
    const range = { from: NOW - 11 * DAY, to: NOW - 10 * DAY };
    expect(await idsOf({ viewerId: "ann", list: "past", ...range })).toEqual(["missed"]);
    expect(await idsOf({ viewerId: "ann", from: NOW + DAY, to: NOW + 2 * DAY })).toEqual(["next"]);
    expect(await idsOf({ viewerId: "ann", from: NOW - DAY })).toEqual(["running", "next", "draft"]);
  });

  it("says whom one meets, whichever side the viewer is on", async () => {
    for (const [viewerId, other] of [
      ["ann", "coach"],
      ["coach", "ann"],
    ] as const) {
      const [page] = await ask(db, sessionsQuery(db, request({ viewerId, from: NOW })));
      const next = page.rows.find((row) => row.facts.id === "next");
      expect(next?.other).toEqual({
        id: other,
        name: `Person ${other}`,
        headline: null,
        photoUrl: null,
        timezone: "UTC",
      });
    }
  });
});

describe("paging against a model", () => {
  const STATUSES: readonly BookingStatus[] = [
    "draft",
    "confirmed",
    "in_progress",
    "completed",
    "no_show",
    "cancelled",
    "expired",
  ];
  const NAMES = ["Ana Núñez", "José Ángel", "Ngọc Ánh", "Zoë O'Brien", "Jean-Luc Picard"];
  let rows: BookingRow[] = [];

  beforeAll(async () => {
    await insertUsers(db, [{ id: "model" }, ...NAMES.map((name, place) => ({ id: `m${place}`, name }))]);
    const random = seeded(7);
    // Starts on a grid of hours, several to an hour: equal starts, in both roles. Live ones of one role never overlap.
    const taken = new Set<string>();
    rows = Array.from({ length: 400 }, (_, n) => {
      const startsAt = NOW + (Math.floor(random() * 120) - 60) * HOUR;
      const asMentor = random() < 0.5;
      const other = `m${Math.floor(random() * NAMES.length)}`;
      const wanted = STATUSES[Math.floor(random() * STATUSES.length)] ?? "cancelled";
      const slots = [`${asMentor}:${startsAt}`, `${other}:${!asMentor}:${startsAt}`];
      const free = slots.every((slot) => !taken.has(slot));
      const status = free || wanted === "expired" ? wanted : "cancelled";
      if (status !== "cancelled" && status !== "expired") for (const slot of slots) taken.add(slot);
      const people = asMentor
        ? { mentorId: "model", menteeId: other }
        : { mentorId: other, menteeId: "model" };
      // Taken over: of drafts made here a mentee may have ten only.
      const made = { source: "platform" as const, startsAt, status, ...people };
      return bookingRow({ id: `model-${String(n).padStart(3, "0")}`, ...made });
    });
    await insertBookings(db, rows);
  });

  /** Product, "The dashboard", read as a filter and a sort. */
  function expected(wish: Partial<SessionsRequest>): string[] {
    const upcoming = wish.list !== "past";
    const kept = rows.filter((row) => {
      const shown = shownStatus(row, NOW);
      const live = ["draft", "confirmed", "in_progress"].includes(shown);
      const role = row.mentorId === "model" ? "mentor" : "mentee";
      const other = NAMES[Number((role === "mentor" ? row.menteeId : row.mentorId).slice(1))] ?? "";
      return (
        live === upcoming &&
        !(shown === "draft" && role === "mentor") &&
        (wish.role == null || wish.role === role) &&
        (wish.from == null || row.startsAt >= wish.from) &&
        (wish.to == null || row.startsAt < wish.to) &&
        (!wish.outcomes?.length || wish.outcomes.includes(shown)) &&
        (wish.words ?? []).every((word) => foldWords(other).some((part) => part.startsWith(word)))
      );
    });
    const sign = upcoming ? 1 : -1;
    return kept
      .sort((a, b) => sign * (a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1)))
      .map((row) => row.id);
  }

  const filters: readonly Partial<SessionsRequest>[] = [
    {},
    { role: "mentor" },
    { role: "mentee" },
    { from: NOW - 20 * HOUR, to: NOW + 20 * HOUR },
    { from: NOW - 90 * MINUTE },
    { to: NOW - 2 * HOUR },
    { outcomes: ["cancelled"] },
    { outcomes: ["completed", "no_show"] },
    { words: foldWords("jose") },
    { words: foldWords("ANG jo"), role: "mentee" },
    { words: foldWords("nobody") },
    { words: foldWords("NGOC"), outcomes: ["expired", "completed"], from: NOW - 30 * HOUR },
  ];

  for (const list of ["upcoming", "past"] as const) {
    for (const limit of [1, 7, 100]) {
      it(`neither skips nor doubles: ${list} by ${limit}`, async () => {
        const chosen = limit === 1 ? filters.slice(3, 4) : filters;
        for (const filter of chosen) {
          const wish = { ...filter, list, limit };
          expect(await everyPage({ viewerId: "model", ...wish }), JSON.stringify(filter)).toEqual(
            expected(wish),
          );
        }
      });
    }
  }
});

describe("what a page costs", () => {
  /** Mixed roles and statuses; a third lies ahead. With `late`, no alarm ever fired: what is over is stored as confirmed. */
  async function insertHistory(viewerId: string, count: number, late: boolean): Promise<void> {
    const past: readonly BookingStatus[] = ["completed", "cancelled", "completed", "no_show", "expired"];
    const ahead: readonly BookingStatus[] = ["confirmed", "draft", "cancelled", "confirmed", "draft"];
    const first = NOW - Math.floor((count * 2) / 3) * HOUR - 20 * MINUTE;
    await insertBookings(
      db,
      Array.from({ length: count }, (_, n) => {
        const startsAt = first + n * HOUR;
        const over = startsAt + 90 * MINUTE <= NOW;
        const current = late || startsAt <= NOW ? "confirmed" : ahead[n % ahead.length];
        const status = (over && !late ? past[n % past.length] : current) ?? "confirmed";
        const other = `${viewerId}-other${n % 50}`;
        const people =
          n % 2 === 0 ? { mentorId: viewerId, menteeId: other } : { mentorId: other, menteeId: viewerId };
        // Taken over: of drafts made here a mentee may have ten only.
        return { id: `${viewerId}-${n}`, source: "platform" as const, startsAt, status, ...people };
      }),
    );
    await insertUsers(db, [
      { id: viewerId },
      ...Array.from({ length: 50 }, (_, n) => ({ id: `${viewerId}-other${n}`, name: `Other Number${n}` })),
    ]);
  }

  beforeAll(async () => {
    await insertHistory("few", 100, false);
    await insertHistory("many", 20_000, false);
    await insertHistory("late", 2_000, true);
  });

  /** The viewer's own question rides in the same batch and reads a session and a user. */
  const VIEWER_ROWS = 2;
  const cost = async (wish: Partial<SessionsRequest> & { readonly viewerId: string }) =>
    (await measure(db, sessionsQuery(db, request(wish)))).rowsRead;

  for (const list of ["upcoming", "past"] as const) {
    it(`is at most ${LIST.rows} rows, the same at 100 and at 20,000 bookings: ${list}`, async () => {
      for (const role of [null, "mentor", "mentee"] as const) {
        const [few, many] = [
          await cost({ viewerId: "few", list, role }),
          await cost({ viewerId: "many", list, role }),
        ];
        expect(VIEWER_ROWS + many).toBeLessThanOrEqual(LIST.rows);
        if (role === null) expect(few).toBe(many);
      }
    });

    it(`stays so behind a cursor, in the middle, and between dates: ${list}`, async () => {
      const { answer } = await measure(db, sessionsQuery(db, request({ viewerId: "many", list })));
      const sign = list === "upcoming" ? 1 : -1;
      const middle = { startsAt: NOW + sign * 3_000 * HOUR, id: "many-0" };
      for (const cursor of [answer.next, middle]) {
        expect(VIEWER_ROWS + (await cost({ viewerId: "many", list, cursor }))).toBeLessThanOrEqual(LIST.rows);
      }
      const range = { from: NOW - 2_000 * HOUR, to: NOW + 2_000 * HOUR };
      expect(VIEWER_ROWS + (await cost({ viewerId: "many", list, ...range }))).toBeLessThanOrEqual(LIST.rows);
    });

    it(`stays so when no alarm ever fired: ${list}`, async () => {
      expect(VIEWER_ROWS + (await cost({ viewerId: "late", list }))).toBeLessThanOrEqual(LIST.rows);
    });

    it(`is at most ${LIST.filteredRows} rows when filtered and nobody is found: ${list}`, async () => {
      const words = foldWords("nobody at all");
      const { answer, rowsRead } = await measure(
        db,
        sessionsQuery(db, request({ viewerId: "many", list, words })),
      );
      expect(answer.rows).toEqual([]);
      expect(answer.next).not.toBeNull();
      expect(rowsRead).toBeLessThanOrEqual(LIST.filteredRows);
      expect(rowsRead).toBeGreaterThan(FILTERED_SCAN);
    });

    it(`searches indexes and sorts nothing: ${list}`, async () => {
      const wishes: Partial<SessionsRequest>[] = [
        {},
        { role: "mentor" },
        { cursor: { startsAt: NOW, id: "x" } },
        { from: NOW - DAY, to: NOW + DAY },
        { words: ["a", "b"] },
        { outcomes: ["cancelled", "in_progress"] },
      ];
      for (const wish of wishes) {
        await expectIndexed(db, (on) => sessionsQuery(on, request({ viewerId: "many", list, ...wish })));
      }
    });
  }
});

/** A small generator of numbers in [0, 1), the same on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
