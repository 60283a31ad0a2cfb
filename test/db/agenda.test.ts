import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { AGENDA_MOST, agendaQuery, bookedStartsQuery } from "../../db/agenda.ts";
import { DAY, HOUR } from "../../domain/time.ts";
import { expectIndexed, measure } from "../support/workerd/measure.ts";
import { insertBookings, insertUsers } from "../support/workerd/rows.ts";

const db = env.DB;
const FROM = Date.UTC(2026, 10, 23);
const week = { viewerId: "coach", from: FROM, to: FROM + 7 * DAY };

const ids = async (wish: Parameters<typeof agendaQuery>[1]) => {
  const { answer } = await measure(db, agendaQuery(db, wish));
  return answer.rows.map(({ facts }) => facts.id);
};

describe("a person's calendar", () => {
  beforeAll(async () => {
    await insertUsers(db, [
      { id: "coach", name: "Coach" },
      { id: "ann", name: "Ann" },
    ]);
    const at = (hours: number) => FROM + hours * HOUR;
    const [taught, learnt] = [
      { mentorId: "coach", menteeId: "ann" },
      { mentorId: "ann", menteeId: "coach" },
    ];
    await insertBookings(db, [
      { id: "before", ...taught, startsAt: at(-1) },
      { id: "first", ...taught, startsAt: at(0) },
      { id: "draft", ...taught, startsAt: at(2), status: "draft" },
      { id: "cancelled", ...taught, startsAt: at(4), status: "cancelled" },
      { id: "again", ...taught, startsAt: at(4) },
      { id: "expired", ...taught, startsAt: at(6), status: "expired" },
      { id: "learnt", ...learnt, startsAt: at(8) },
      { id: "own-draft", ...learnt, startsAt: at(9), status: "draft" },
      { id: "last", ...taught, startsAt: at(7 * 24) - 1 },
      { id: "after", ...taught, startsAt: at(7 * 24 + 1) },
      ...Array.from({ length: 2_000 }, (_, n) => ({
        id: `far${n}`,
        ...taught,
        startsAt: at(-24 * (n + 2)),
        status: "completed" as const,
      })),
      ...Array.from({ length: 60 }, (_, n) => ({
        id: `full${n}`,
        ...taught,
        startsAt: at(24 * 30 + n),
      })),
    ]);
  });

  it("holds what begins in the time, in both roles, with what was cancelled, and no draft of somebody else's", async () => {
    expect(await ids(week)).toEqual(["first", "again", "cancelled", "learnt", "own-draft", "last"]);
  });

  it("names whom they meet", async () => {
    const { answer } = await measure(db, agendaQuery(db, week));
    const names = answer.rows.map(({ other }) => other.name);
    expect([names[0], names[3]]).toEqual(["Ann", "Ann"]);
  });

  it("is empty where nothing is, and for nobody", async () => {
    expect(await ids({ ...week, from: FROM + 300 * DAY, to: FROM + 307 * DAY })).toEqual([]);
    expect(await ids({ ...week, viewerId: "nobody" })).toEqual([]);
  });

  it("says when there is more than a page may list", async () => {
    const full = { viewerId: "coach", from: FROM + 30 * DAY, to: FROM + 37 * DAY };
    const { answer } = await measure(db, agendaQuery(db, full));
    expect([answer.rows.length, answer.cut]).toEqual([AGENDA_MOST, true]);
    expect((await measure(db, agendaQuery(db, week))).answer.cut).toBe(false);
  });

  it("tells when the next booked sessions begin, of those that are still on", async () => {
    const { answer, rowsRead } = await measure(db, bookedStartsQuery(db, "coach", FROM));
    expect(answer.slice(0, 3)).toEqual([FROM, FROM + 4 * HOUR, FROM + 7 * DAY - 1]);
    expect(rowsRead).toBeLessThanOrEqual(AGENDA_MOST + 1);
    await expectIndexed(db, (on) => bookedStartsQuery(on, "coach", FROM));
  });

  it("costs its own rows, however many sessions there are", async () => {
    await expectIndexed(db, (on) => agendaQuery(on, week));
    const { rowsRead } = await measure(db, agendaQuery(db, week));
    expect(rowsRead).toBeLessThanOrEqual(40);
  });
});
