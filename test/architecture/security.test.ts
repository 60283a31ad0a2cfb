import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  BROWSER_SESSION,
  CODE_ATTEMPTS,
  CODE_LIFETIME,
  CODES_PER_ADDRESS,
  CODES_PER_ADDRESS_WINDOW,
  CODES_PER_NETWORK,
  CODES_PER_NETWORK_WINDOW,
  CONFIRMED_FOR,
  SEEN,
  TOKEN_SECONDS_MAX,
} from "../../auth/limits.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../domain/time.ts";
import { inProject } from "../../scripts/lib/project.ts";
import {
  BODY_MAX_BYTES,
  PHOTO_MAX_BYTES,
  PHOTO_REDIRECTS_MAX,
  PHOTO_TIMEOUT,
  WEBHOOK_MAX_BYTES,
} from "../../worker/limits.ts";

// docs/security.md walks OWASP ASVS 5.0: every requirement of levels 1 and 2 once, and what it leans on is there.

/**
 * How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has, and where its level 3 leaves gaps in their numbers, those
 * numbers by name. 253 in all: 70 of level 1, 183 of level 2.
 */
const SECTIONS: Readonly<Record<string, number | readonly number[]>> = {
  "1.1": 2,
  "1.2": 9,
  "1.3": 11,
  "1.4": 3,
  "1.5": 2,
  "2.1": 3,
  "2.2": 3,
  "2.3": 4,
  "2.4": 1,
  "3.2": 2,
  "3.3": 4,
  "3.4": 6,
  "3.5": 5,
  "3.7": 2,
  "4.1": 3,
  "4.2": 1,
  "4.3": 2,
  "4.4": 4,
  "5.1": 1,
  "5.2": 3,
  "5.3": 2,
  "5.4": 3,
  "6.1": 3,
  "6.2": 12,
  "6.3": 4,
  "6.4": 4,
  "6.5": 5,
  "6.6": 3,
  "6.8": 4,
  "7.1": 3,
  "7.2": 4,
  "7.3": 2,
  "7.4": 5,
  "7.5": 2,
  "7.6": 2,
  "8.1": 2,
  "8.2": 3,
  "8.3": 1,
  "8.4": 1,
  "9.1": 3,
  "9.2": 4,
  "10.1": 2,
  "10.2": 2,
  "10.3": 4,
  "10.4": 11,
  "10.5": 5,
  "10.6": 2,
  "10.7": 3,
  "11.1": 2,
  "11.2": 3,
  "11.3": 3,
  "11.4": 4,
  "11.5": 1,
  "11.6": 1,
  "12.1": 3,
  "12.2": 2,
  "12.3": 4,
  "13.1": 1,
  "13.2": 5,
  "13.3": 2,
  "13.4": 5,
  "14.1": 2,
  "14.2": 4,
  "14.3": 3,
  "15.1": 3,
  "15.2": 3,
  "15.3": 7,
  "16.1": 1,
  "16.2": 5,
  "16.3": 4,
  "16.4": 3,
  "16.5": 3,
  "17.1": 1,
  "17.2": 4,
  "17.3": 2,
};

const document = readFileSync(inProject("docs/security.md"), "utf8");

const rows = document
  .split("\n")
  .map((line) => /^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+?) \| (.*) ?\|$/.exec(line))
  .filter((row) => row !== null)
  .map(([, id = "", level = "", verdict = "", how = "", where = ""]) => ({ id, level, verdict, how, where }));

it("tells the limits as they are", () => {
  const kib = (bytes: number) => `${bytes / 1024} KiB`;
  const told = [
    `a session ${BROWSER_SESSION / DAY} days, ${SEEN.person.within / DAY} of them unseen`,
    `(an administrator ${SEEN.administrator.within / HOUR} hours)`,
    `a platform's token ${(TOKEN_SECONDS_MAX * SECOND) / HOUR} hours at most`,
    `a code ${CODE_LIFETIME / MINUTE} minutes`,
    `| Codes for one address | ${CODES_PER_ADDRESS} in ${CODES_PER_ADDRESS_WINDOW / MINUTE} minutes |`,
    `| Codes from one network address | ${CODES_PER_NETWORK} an hour |`,
    `| Tries of one code | ${CODE_ATTEMPTS} |`,
    `**within ${CONFIRMED_FOR / MINUTE} minutes**`,
    `| A body | ${kib(BODY_MAX_BYTES)}, a webhook ${kib(WEBHOOK_MAX_BYTES)} |`,
    `three hops, ${PHOTO_TIMEOUT / SECOND} s, ${kib(PHOTO_MAX_BYTES)})`,
  ];
  expect(told.filter((text) => !document.includes(text))).toEqual([]);
  expect([PHOTO_REDIRECTS_MAX, CODES_PER_NETWORK_WINDOW]).toEqual([3, HOUR]);
});

describe("the walk through ASVS 5.0", () => {
  const expected = Object.entries(SECTIONS).flatMap(([section, numbers]) =>
    (typeof numbers === "number" ? Array.from({ length: numbers }, (_, at) => at + 1) : numbers).map(
      (number) => `${section}.${number}`,
    ),
  );

  it("has every requirement of levels 1 and 2 once, in their order", () => {
    expect(expected).toHaveLength(253);
    expect(rows.map(({ id }) => id)).toEqual(expected);
    expect(rows.filter(({ level }) => level === "1")).toHaveLength(70);
  });

  it("says of each how, or why not", () => {
    const verdicts = new Set(rows.map(({ verdict }) => verdict));
    expect([...verdicts].sort()).toEqual(["met", "n/a", "not met", "partly"]);
    expect(rows.filter(({ how }) => how.trim().length < 4)).toEqual([]);
  });

  it("names files that are there", () => {
    const named = rows.flatMap(({ how, where }) =>
      [...`${how} ${where}`.matchAll(/`([a-z-]+\/[\w./-]+\.(?:ts|md|toml))`/g)].map(([, file = ""]) => file),
    );
    expect(named.length).toBeGreaterThan(150);
    expect(named.filter((file) => !existsSync(inProject(file)))).toEqual([]);
  });
});
