import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { until } from "../support/node/until.ts";

// What the clock does by itself, on the real runtime: alarms, late bookings, restarts.

const MINUTE = 60_000;

let app: App;
let mentor: Person;
let mentee: Person;

beforeAll(async () => {
  app = await startApp();
  mentor = await app.person("clock-mentor", ["mentor"]);
  mentee = await app.person("clock-mentee", ["mentee"]);
});
afterAll(() => app.remove());

/** As D1 has it: no request is made, so that nobody can have looked at the clock but the alarm. */
async function stored(id: string): Promise<string | undefined> {
  const [row] = await app.query<{ status: string }>("select status from bookings where id = ?1", id);
  return row?.status;
}

const becomes = (id: string, status: string, within = 20_000) =>
  until(async () => (await stored(id)) === status, { what: `${id} stored as ${status}`, within });

test("taken over 61 minutes after its end, it is completed at once", async () => {
  const startsAt = Date.now() - 61 * MINUTE - 60 * MINUTE;
  const taken = await app.takeOver("clock-long-over", { mentor, mentee, startsAt });
  expect([taken.status, taken.json]).toMatchObject([201, { status: "completed" }]);
  const read = await app.call("GET", "/api/bookings/clock-long-over", { token: mentee.token });
  expect(read.json).toMatchObject({
    status: "completed",
    can_cancel: false,
    can_join: false,
    can_review: true,
  });
  await becomes("clock-long-over", "completed");
});

test("one that starts in three seconds becomes in_progress by its alarm, without anybody reading it", async () => {
  const taken = await app.takeOver("clock-soon", { mentor, mentee, startsAt: Date.now() + 3_000 });
  expect([taken.status, taken.json]).toMatchObject([201, { status: "confirmed" }]);
  expect(await stored("clock-soon")).toBe("confirmed");
  await becomes("clock-soon", "in_progress");
});

test("an alarm that falls due while everything is down fires at the next start", async () => {
  const other = await app.person("clock-other", ["mentee"]);
  const second = await app.person("clock-second", ["mentor"]);
  const startsAt = Date.now() + 3_000;
  await app.takeOver("clock-asleep", { mentor: second, mentee: other, startsAt });
  await app.kill();
  await until(() => Date.now() > startsAt + 500, { what: "the start to pass" });
  await app.start();
  await becomes("clock-asleep", "in_progress");
});

test("a restart in order keeps people, tokens and bookings", async () => {
  const before = await app.call("GET", "/api/bookings?status=past", { token: mentee.token });
  await app.stop();
  await app.start();
  const after = await app.call("GET", "/api/bookings?status=past", { token: mentee.token });
  expect(before.status, before.text).toBe(200);
  expect(after.json).toEqual(before.json);
});
