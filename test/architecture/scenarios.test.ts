import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

// docs/scenarios.md and docs/money.md name the tests that show what they say. A test that was renamed since shows nothing.

const ROOT = path.resolve(import.meta.dirname, "../..");
/** The product's list of what must hold has so many lines. */
const LINES = 34;

const page = (name: string): string => readFileSync(path.join(ROOT, "docs", name), "utf8");

interface Named {
  readonly file: string;
  readonly test: string;
}

const named = (text: string): readonly Named[] =>
  [...text.matchAll(/`([a-z-]+\/[a-z0-9-]+)` › (.*?)(?=<br>| \||, `|, and `|\.$|\)|$)/gm)].map(
    ([, file = "", test = ""]) => ({ file, test }),
  );

function isThere({ file, test }: Named): boolean {
  const found = [".test.ts", ".test.tsx"]
    .map((ending) => path.join(ROOT, "test", `${file}${ending}`))
    .find((candidate) => existsSync(candidate));
  return found !== undefined && readFileSync(found, "utf8").includes(test);
}

describe("the pages that name tests", () => {
  it.each(["scenarios.md", "money.md"])("%s: each of them is there, under that very name", (name) => {
    const all = named(page(name));
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter((one) => !isThere(one))).toEqual([]);
  });

  it(`every one of the ${LINES} lines has a row with a test`, () => {
    const rows = page("scenarios.md").split("\n");
    const without = Array.from({ length: LINES }, (_, index) => index + 1).filter(
      (line) => !rows.some((row) => row.startsWith(`| ${line} |`) && named(row).length > 0),
    );
    expect(without).toEqual([]);
  });
});
