import { readFileSync } from "node:fs";
import path from "node:path";
import { getTableName, isTable } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as schema from "../../db/schema.ts";
import { RETENTION } from "../../domain/retention.ts";

// docs/privacy.md promises people where their data lies and how long: of no table may it say nothing.

const ROOT = path.resolve(import.meta.dirname, "../..");
const PAGE = readFileSync(path.join(ROOT, "docs/privacy.md"), "utf8");
const TABLES: readonly string[] = Object.values(schema).filter(isTable).map(getTableName);

describe("docs/privacy.md", () => {
  it("says of every table what of people is in it", () => {
    expect(TABLES.length).toBeGreaterThan(15);
    expect(TABLES.filter((table) => !PAGE.includes(`\`${table}\``))).toEqual([]);
  });

  it("names no table that is gone, and every one that the sweep clears is there", () => {
    const named = [...PAGE.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, table]) => table),
    );
    expect(named.filter((table) => !TABLES.includes(table ?? ""))).toEqual([]);
    expect(RETENTION.filter(({ table }) => !TABLES.includes(table))).toEqual([]);
  });
});
