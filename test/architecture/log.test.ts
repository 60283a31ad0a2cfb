import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { filesUnder } from "../../scripts/lib/files.ts";
import { EVENTS } from "../../telemetry/log.ts";
import { ROOMS } from "./arrows.ts";

// docs/operations.md promises every alert with its runbook: it may lack no line of the log, and name none that is gone.

const ROOT = path.resolve(import.meta.dirname, "../..");
const LIST = path.join(ROOT, "telemetry/log.ts");

const page = readFileSync(path.join(ROOT, "docs/operations.md"), "utf8");
const table = /\n\| `event` \|[^\n]*\n(.*?)\n\n/s.exec(page)?.[1] ?? "";
const documented = table
  .split("\n")
  .flatMap((row) => [...(row.split(" | ")[0] ?? "").matchAll(/`([a-z_]+)`/g)])
  .map(([, event = ""]) => event);

const sources = ROOMS.filter((room) => room !== "sandbox" && room !== "examples")
  .flatMap((room) => filesUnder(path.join(ROOT, room)))
  .filter((file) => /\.tsx?$/.test(file) && file !== LIST)
  .map((file) => ({ file, text: readFileSync(file, "utf8") }));

describe("what the log says", () => {
  it("stands in the operators' table, each line once", () => {
    expect([...documented].sort()).toEqual([...EVENTS].sort());
  });

  it("is said somewhere, of each that is listed", () => {
    expect(EVENTS.filter((event) => !sources.some(({ text }) => text.includes(`"${event}"`)))).toEqual([]);
  });

  it("is said by way of the list alone", () => {
    const past = sources.filter(({ text }) => /\bconsole\.\w+\(/.test(text)).map(({ file }) => file);
    expect(past.map((file) => path.relative(ROOT, file))).toEqual(["telemetry/measured.ts"]);
  });
});
