import { setTimeout as sleep } from "node:timers/promises";
import { readOptions } from "../scripts/lib/options.ts";
import { main } from "../scripts/lib/project.ts";
import { JOIN, NOISE, RATIO } from "./budgets.ts";
import { get, race, type Times, timesOf } from "./dashboard/race.ts";
import { type Runtime, withRuntime } from "./dashboard/runtime.ts";
import { askForLink, click, type JoinableSession, joinableSession } from "./join/session.ts";

const ROUNDS = 300;

/** What a click leaves to be done after its answer (the count of it, in D1) is over by then. */
const REST = 40;

/** So many sessions are joined for the first time, out of their sleep. */
const ASLEEP = 40;

/** workerd puts an object that nobody asks to sleep after ten seconds. */
const ASLEEP_AFTER = 12_000;

/**
 * `npm run bench:join`: how long the way into the room takes, by the button and by the API, with tokens that are signed here;
 * and how much longer than a Worker that asks who it is and calls an object. Fails when a join is slower than it may be.
 */
await main(async () => {
  readOptions("npm run bench:join", {});
  await withRuntime(async (runtime) => {
    const sessions: JoinableSession[] = [];
    for (let nth = 0; nth <= ASLEEP; nth++) sessions.push(await joinableSession(runtime, nth));
    const asleep = await outOfSleep(runtime, sessions.slice(1));
    const awake = await raced(runtime, sessions[0] as JoinableSession);
    const rows = { ...awake, "click, the object asleep": asleep };
    const bare = awake["bare, the object writes"].p50;
    console.table(
      Object.fromEntries(
        Object.entries(rows).map(([name, { p50, p99 }]) => [
          name,
          { "p50 ms": p50.toFixed(2), "p99 ms": p99.toFixed(2), ratio: (p50 / bare).toFixed(2) },
        ]),
      ),
    );
    const ratio = awake["link by the API"].p50 / bare;
    const broken = [
      ...Object.entries(rows).flatMap(([name, { p99 }]) =>
        p99 <= JOIN.milliseconds ? [] : [`${name}: ${p99.toFixed(0)} ms, at most ${JOIN.milliseconds}`],
      ),
      ...(ratio <= RATIO.join * NOISE
        ? []
        : [`link by the API: ${ratio.toFixed(2)} times the bare write, at most ${RATIO.join}`]),
    ];
    for (const line of broken) console.error(line);
    if (broken.length > 0) process.exitCode = 1;
  });
});

function raced(runtime: Runtime, session: JoinableSession) {
  const bare = (what: "read" | "write"): URL =>
    new URL(`/${what}?session=${session.tokenHash}&object=${session.id}`, runtime.bare);
  return race(
    {
      "bare, the object reads": () => get(bare("read")),
      "bare, the object writes": () => get(bare("write")),
      "link by the API": () => askForLink(runtime, session),
      click: () => click(runtime, session),
    },
    ROUNDS,
    REST,
  );
}

async function outOfSleep(runtime: Runtime, sessions: readonly JoinableSession[]): Promise<Times> {
  await sleep(ASLEEP_AFTER);
  const times: number[] = [];
  for (const session of sessions) {
    const began = performance.now();
    await click(runtime, session);
    times.push(performance.now() - began);
    await sleep(REST);
  }
  return timesOf(times);
}
