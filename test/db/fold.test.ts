import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { foldName, foldWords } from "../../db/fold.ts";
import { ask } from "../../db/query.ts";
import { sessionsQuery } from "../../db/sessions-list.ts";
import { HOUR } from "../../domain/time.ts";
import { insertBookings, insertUsers } from "../support/workerd/rows.ts";

const NOW = Date.UTC(2026, 10, 23, 12);

describe("foldName", () => {
  it("puts a blank before each word, without case and accents", () => {
    expect(foldName("José  Ángel\tNÚÑEZ")).toBe(" jose angel nunez");
    expect(foldName("")).toBe("");
  });

  it("adds the parts of a word with punctuation", () => {
    expect(foldName("Jean-Luc O’Brien")).toBe(" jean-luc jean luc o'brien o brien");
  });
});

describe("foldWords", () => {
  it("is harmless for anything that is no word", () => {
    expect(foldWords(" \u0000 \u200f\n")).toEqual([]);
    expect(foldWords("%_")).toEqual(["%_"]);
  });
});

/** [name, a search that finds it, one that does not]. */
const SEARCHES: readonly (readonly [string, string, string])[] = [
  ["Ana Núñez", "NUN an", "una"],
  ["Jean-Luc Picard", "luc", "uc"],
  ["Zoë O'Brien", "o'b ZOE", "rien"],
  ["Søren Łukasz", "soren lukasz", "oren"],
  ["İbrahim Işık", "ibrahim isik", "brahim"],
  ["Ọlábísí Adéọlá", "olabisi ade", "labisi"],
  ["مُحَمَّد علي", "محمد عل", "حمد"],
  ["Nguyễn Thị Ánh", "anh nguyen", "guyen"],
  ["山田 太郎", "太郎 山", "郎"],
  ["김철수", "기", "수"],
  ["ΟΔΥΣΣΕΥΣ", "οδυσσευς", "δυσσευς"],
  ["ﬁona Ⅷ", "fiona viii", "iona"],
  ["🎉 Ann", "🎉", "🎊"],
  ["100% Bob_", "100% bob_", "%"],
  [
    "Wolfeschlegelsteinhausenbergerdorffvoralternwarengewissen",
    "wolfeschlegelsteinhausenbergerdorffvoralternware",
    "%",
  ],
  ["a' or 1=1 --", "1=1", "' or"],
];

describe("the person filter", () => {
  it("finds who has every word, in any script, and nobody else", async () => {
    const db = env.DB;
    await insertUsers(db, [{ id: "me" }, ...SEARCHES.map(([name], n) => ({ id: `n${n}`, name }))]);
    await insertBookings(
      db,
      SEARCHES.map((_, n) => ({
        id: `b${n}`,
        mentorId: `n${n}`,
        menteeId: "me",
        startsAt: NOW + (n + 1) * HOUR,
      })),
    );
    const found = async (query: string): Promise<string[]> => {
      const [page] = await ask(
        db,
        sessionsQuery(db, {
          viewerId: "me",
          list: "upcoming",
          now: NOW,
          limit: 100,
          cursor: null,
          words: foldWords(query),
          from: null,
          to: null,
          role: null,
          outcomes: [],
        }),
      );
      return page.rows.map((row) => row.other.name);
    };
    for (const [name, hit, miss] of SEARCHES) {
      expect(await found(hit), hit).toContain(name);
      expect(await found(miss), miss).not.toContain(name);
    }
    expect(await found("a ".repeat(200))).toContain("Ana Núñez");
    expect(await found(Array.from({ length: 60 }, (_, n) => `w${n}`).join(" "))).toEqual([]);
    expect(await found(Array.from({ length: 50 }, (_, n) => `w${n}`).join(" "))).toEqual([]);
  });
});
