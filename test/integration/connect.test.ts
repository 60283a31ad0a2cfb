import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { freePort } from "../../scripts/lib/free-port.ts";
import { type App, startApp } from "../support/node/app.ts";
import { until } from "../support/node/until.ts";
import { hourAhead, rfc } from "./support/people.ts";

// examples/connect-a-platform.ts as a platform's engineer runs it: a program of its own, beside the started stack.

const EXAMPLE = "examples/connect-a-platform.ts";
const SECRET = `whsec_${Buffer.from("a-secret-of-thirty-two-bytes-abc").toString("base64")}`;

let app: App;
let hooks: string;
let port: number;
let running: Example | null = null;
beforeAll(async () => {
  port = await freePort();
  hooks = `http://localhost:${port}/`;
  app = await startApp({ env: { PLATFORM_WEBHOOK_URL: hooks, PLATFORM_WEBHOOK_SECRET: SECRET } });
});
afterEach(() => running?.end());
afterAll(() => app.remove());

const person = (ref: string, coach: boolean) => ({
  ref,
  name: `Person ${ref}`,
  mail: `${ref}@example.test`,
  coach,
  zone: "Europe/Madrid",
});
const booking = (ref: string, hours: number) => ({
  ref,
  coach: "coach-1",
  client: "client-1",
  from: rfc(hourAhead(hours)),
  minutes: 60,
  cents: 0,
  currency: "EUR",
  paid: null,
});
const OLD_SYSTEM = {
  people: [person("coach-1", true), person("client-1", false)],
  bookings: [booking("ahead", 100), booking("in-its-way", 100), booking("behind", -100)],
};

interface Example {
  lines(): string[];
  end(): void;
}

async function runExample(): Promise<Example> {
  const file = path.join(app.stateDir, "old-system.json");
  writeFileSync(file, JSON.stringify(OLD_SYSTEM));
  const child: ChildProcess = spawn(process.execPath, [EXAMPLE, file], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      MERIDIAN_ORIGIN: app.url,
      PLATFORM_API_KEY: app.platformKey,
      PLATFORM_WEBHOOK_SECRET: SECRET,
      PORT: String(port),
    },
  });
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const lines = (): string[] => output.split("\n").filter((line) => line !== "");
  running = { lines, end: () => child.kill() };
  await until(() => lines().includes("listening"), { what: "the example's receiver" });
  return running;
}

test("is fifty lines, blanks and comments aside", () => {
  const code = readFileSync(EXAMPLE, "utf8").replaceAll(/^\s*(\/\/.*|\/\*\*.*\*\/)?\n/gm, "");
  expect(code.trimEnd().split("\n").length).toBeLessThanOrEqual(50);
});

test("takes its bookings over, says which did not fit, and hears of a cancel made in Meridian", async () => {
  const first = await runExample();
  expect(first.lines().slice(0, 3)).toEqual([
    "ahead: confirmed",
    "in-its-way: not taken over, slot_taken",
    "behind: completed",
  ]);
  const made = await app.platform("POST", "/api/platform/users/client-1/tokens");
  const { token } = z.object({ token: z.string() }).parse(made.json);
  expect((await app.call("POST", "/api/bookings/ahead/cancel", { token })).status).toBe(200);
  await until(() => first.lines().includes("ahead: cancelled"), { what: "the webhook" });
});

test("run again, it makes nothing twice, and takes over what fits since the slot is free", async () => {
  const again = await runExample();
  expect(again.lines().slice(0, 3)).toEqual([
    "ahead: cancelled",
    "in-its-way: confirmed",
    "behind: completed",
  ]);
  const ids = (await app.query<{ id: string }>("select id from bookings order by id")).map(({ id }) => id);
  expect(ids).toEqual(["ahead", "behind", "in-its-way"]);
});

test("believes nothing that is not signed", async () => {
  const { lines } = await runExample();
  const forged = JSON.stringify({
    type: "booking.cancelled",
    data: { id: "behind", status: "cancelled", version: 99 },
  });
  const headers = {
    "webhook-id": "evt_behind_1",
    "webhook-timestamp": String(Math.floor(Date.now() / 1_000)),
    "webhook-signature": `v1,${Buffer.alloc(32).toString("base64")}`,
  };
  expect((await fetch(hooks, { method: "POST", headers, body: forged })).status).toBe(400);
  expect(lines()).not.toContain("behind: cancelled");
});
