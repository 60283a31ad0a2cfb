import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { administratorsQuery, peopleQuery, userByEmailQuery } from "../../db/users.ts";
import { expectIndexed, measure, plansOf } from "../support/workerd/measure.ts";
import { insertUsers } from "../support/workerd/rows.ts";

const db = env.DB;

describe("people", () => {
  beforeAll(async () => {
    await insertUsers(db, [
      { id: "a", name: "Ann", locale: "es", timezone: "Europe/Madrid", isAdmin: true },
      { id: "b" },
      { id: "gone", email: null, removedAt: 1, isAdmin: true },
      ...Array.from({ length: 300 }, (_, n) => ({ id: `p${n}` })),
    ]);
  });

  it("are found by their ids, in that order, each once; more than D1 has parameters", async () => {
    const { answer } = await measure(db, peopleQuery(db, ["b", "a", "nobody", "b", "gone"]));
    expect(answer.map((person) => person.id)).toEqual(["b", "a", "gone"]);
    expect(answer[1]).toEqual({
      id: "a",
      name: "Ann",
      email: "a@example.test",
      locale: "es",
      timezone: "Europe/Madrid",
      photoUrl: null,
      headline: null,
    });
    expect(answer[2]?.email).toBeNull();
    const many = Array.from({ length: 300 }, (_, n) => `p${n}`);
    expect((await measure(db, peopleQuery(db, many))).answer).toHaveLength(300);
    expect((await measure(db, peopleQuery(db, []))).answer).toEqual([]);
  });

  it("are found by address, in any case", async () => {
    expect((await measure(db, userByEmailQuery(db, "A@Example.test"))).answer?.id).toBe("a");
    expect((await measure(db, userByEmailQuery(db, "x@example.test"))).answer).toBeNull();
  });

  it("administer only while they are there", async () => {
    const { answer } = await measure(db, administratorsQuery(db));
    expect(answer.map((person) => person.id)).toEqual(["a"]);
  });

  it("are searched by an index", async () => {
    await expectIndexed(db, (on) => peopleQuery(on, ["a"]));
    await expectIndexed(db, (on) => userByEmailQuery(on, "a@example.test"));
    // The whole of an index that has administrators only.
    expect(await plansOf(db, administratorsQuery)).toEqual([["SCAN u USING INDEX users_admins"]]);
    expect((await measure(db, userByEmailQuery(db, "a@example.test"))).rowsRead).toBe(1);
    expect((await measure(db, administratorsQuery(db))).rowsRead).toBe(1);
  });
});
