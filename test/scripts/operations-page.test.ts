import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { DAILY_EVENTS, RESEND_EVENTS, STRIPE_EVENTS, WHEREBY_EVENTS } from "../../scripts/doctor/webhooks.ts";
import { isSecret, SETTING_NAMES } from "../../scripts/lib/setting-shapes.ts";

// What docs/operations.md lists is all that the code knows, and nothing else.

const read = (file: string): string => readFileSync(path.resolve(import.meta.dirname, "../..", file), "utf8");
const page = read("docs/operations.md");

/** What stands in backquotes in a cell. */
const namesIn = (cell: string | undefined): string[] =>
  [...(cell ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

/** The cells of the row that has this address. */
const rowOf = (address: string): readonly string[] =>
  page
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .find((cells) => cells.includes(`\`${address}\``)) ?? [];

test.each([
  ["stripe", STRIPE_EVENTS],
  ["resend", RESEND_EVENTS],
  ["daily", DAILY_EVENTS],
  ["whereby", WHEREBY_EVENTS],
])("the events of /webhooks/%s are those that the doctor looks for", (service, events) => {
  expect(namesIn(rowOf(`APP_ORIGIN/webhooks/${service}`)[3])).toEqual([...events]);
});

test("the call that registers Daily's webhook names the same events", () => {
  const [, events = ""] = /v1\/webhooks .*\\"eventTypes\\":\[([^\]]*)\]/.exec(page) ?? [];
  expect(events.replaceAll(/[\\"]/g, "").split(",")).toEqual([...DAILY_EVENTS]);
});

const section = (title: string): string =>
  page.split(/^(?=##+ )/m).find((part) => part.startsWith(`${title}\n`)) ?? "";

test("every secret of the Worker's has its row of how to change it, and no other has one", () => {
  const names = [...read("worker/settings.ts").matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(
    ([, name = ""]) => name,
  );
  const secrets = names.filter(isSecret);
  expect(secrets.length).toBeGreaterThan(10);
  const rows = section("## Secrets and their rotation")
    .split("\n")
    .map((line) => line.split("|")[1]);
  expect(rows.flatMap(namesIn).sort()).toEqual([...new Set(secrets)].sort());
});

test("every setting of a video service is told of where one is chosen in Daily's place", () => {
  const others = SETTING_NAMES.filter((name) => /^(WHEREBY|JITSI)_/.test(name) && !name.endsWith("_BASE"));
  const told = section("### Video by Whereby or Jitsi");
  expect(others.filter((name) => !told.includes(name))).toEqual([]);
  expect(told).toContain("FORM_ACTION_ORIGINS");
});
