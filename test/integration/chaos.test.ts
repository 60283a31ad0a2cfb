import { afterAll, beforeAll, expect, test } from "vitest";
import { chaos, type Round } from "../chaos/rounds.ts";
import { type App, startApp } from "../support/node/app.ts";

/** `npm run chaos` goes on for as long as one likes. */
const ROUNDS = 2;

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.remove());

test("killed in the middle of booking, paying and cancelling: everybody's books agree afterwards", async () => {
  const rounds: Round[] = [];
  for await (const round of chaos(app, ROUNDS, 1)) rounds.push(round);
  expect(rounds.flatMap(({ disagreements }) => disagreements)).toEqual([]);
  expect(rounds.every(({ bookings, refunds }) => bookings >= 7 && refunds >= 5)).toBe(true);
}, 240_000);
