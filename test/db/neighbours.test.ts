import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { neighboursQuery } from "../../db/neighbours.ts";
import { HOUR } from "../../domain/time.ts";
import { expectIndexed, measure } from "../support/workerd/measure.ts";
import { insertBookings, insertUsers } from "../support/workerd/rows.ts";

const db = env.DB;
const START = Date.UTC(2026, 10, 23, 12);

const ids = async (id: string, viewer: string) => {
  const { answer } = await measure(db, neighboursQuery(db, id, viewer));
  return [answer.previous?.id ?? null, answer.next?.id ?? null];
};

describe("the sessions beside one", () => {
  beforeAll(async () => {
    await insertUsers(db, [
      { id: "coach", name: "Coach" },
      { id: "ann", name: "Ann" },
      { id: "bea", name: "Bea" },
    ]);
    const at = (hours: number) => START + hours * HOUR;
    await insertBookings(db, [
      { id: "a-past", mentorId: "coach", menteeId: "ann", startsAt: at(-9), status: "completed" },
      { id: "b-draft", mentorId: "coach", menteeId: "ann", startsAt: at(1), status: "draft" },
      { id: "c-same", mentorId: "coach", menteeId: "ann", startsAt: at(3), status: "cancelled" },
      { id: "d-same", mentorId: "coach", menteeId: "bea", startsAt: at(3), status: "expired" },
      { id: "e-live", mentorId: "coach", menteeId: "ann", startsAt: at(5) },
      { id: "f-taught", mentorId: "ann", menteeId: "bea", startsAt: at(7) },
      { id: "g-draft", mentorId: "ann", menteeId: "bea", startsAt: at(8), status: "draft" },
      { id: "h-self", mentorId: "ann", menteeId: "ann", startsAt: at(9) },
      ...Array.from({ length: 2_000 }, (_, n) => ({
        id: `old${n}`,
        mentorId: "coach",
        menteeId: "ann",
        startsAt: at(-10 - n),
        status: n % 2 === 0 ? ("completed" as const) : ("cancelled" as const),
      })),
    ]);
  });

  it("are those of either role and any state, in the order of time", async () => {
    expect(await ids("a-past", "ann")).toEqual(["old0", "b-draft"]);
    expect(await ids("b-draft", "ann")).toEqual(["a-past", "c-same"]);
    expect(await ids("c-same", "ann")).toEqual(["b-draft", "e-live"]);
    expect(await ids("e-live", "ann")).toEqual(["c-same", "f-taught"]);
    expect(await ids("f-taught", "ann")).toEqual(["e-live", "h-self"]);
    expect(await ids("h-self", "ann")).toEqual(["f-taught", null]);
  });

  it("tell equal times apart by their ids, and show a mentor no drafts", async () => {
    expect(await ids("c-same", "coach")).toEqual(["a-past", "d-same"]);
    expect(await ids("d-same", "coach")).toEqual(["c-same", "e-live"]);
  });

  it("name the other person", async () => {
    const { answer } = await measure(db, neighboursQuery(db, "e-live", "ann"));
    expect(answer.previous).toEqual({ id: "c-same", startsAt: START + 3 * HOUR, name: "Coach" });
    expect(answer.next?.name).toBe("Bea");
  });

  it("are none of a session that is not there", async () => {
    expect(await ids("nothing", "ann")).toEqual([null, null]);
  });

  it("cost a row of each range, however many sessions there are", async () => {
    await expectIndexed(db, (on) => neighboursQuery(on, "e-live", "ann"));
    const { rowsRead } = await measure(db, neighboursQuery(db, "e-live", "ann"));
    expect(rowsRead).toBeLessThanOrEqual(40);
  });
});
