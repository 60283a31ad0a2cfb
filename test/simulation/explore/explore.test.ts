import { expect, it } from "vitest";
import { explorePairs } from "../native/run-explore.ts";
import type { Explored } from "./explore.ts";

/** `npm run explore` looks at all of them. */
const EVERY = 25;

it("every pair of commands holds every invariant, in each of their orders", async () => {
  const explored: Explored[] = [];
  await explorePairs({ every: EVERY, act: null }, (pair) => explored.push(pair));
  expect(explored.flatMap((pair) => pair.failures)).toEqual([]);
  expect(explored.reduce((sum, pair) => sum + pair.schedules, 0)).toBeGreaterThan(4_000);
}, 240_000);
