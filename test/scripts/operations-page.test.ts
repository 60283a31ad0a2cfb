import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { DAILY_EVENTS, RESEND_EVENTS, STRIPE_EVENTS } from "../../scripts/doctor/webhooks.ts";

// What docs/operations.md lists is all that the code knows, and nothing else.

const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/operations.md"), "utf8");

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
])("the events of /webhooks/%s are those that the doctor looks for", (service, events) => {
  expect(namesIn(rowOf(`APP_ORIGIN/webhooks/${service}`)[3])).toEqual([...events]);
});

test("the call that registers Daily's webhook names the same events", () => {
  const [, events = ""] = /v1\/webhooks .*\\"eventTypes\\":\[([^\]]*)\]/.exec(page) ?? [];
  expect(events.replaceAll(/[\\"]/g, "").split(",")).toEqual([...DAILY_EVENTS]);
});
