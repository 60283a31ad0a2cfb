import { setTimeout as sleep } from "node:timers/promises";
import type { Builds } from "../scripts/build.ts";
import { withOwnStack } from "../scripts/lib/own-stack.ts";
import { inProject, main } from "../scripts/lib/project.ts";
import { wholeNumbers } from "../scripts/lib/whole-numbers.ts";
import type { Stack } from "../scripts/stack.ts";
import { module } from "./dashboard/runtime.ts";
import { makeSessions } from "./full-hour/sessions.ts";

const SECOND = 1_000;

/** What making one costs here at most; they begin when all are made, and their objects sleep. */
const MAKING = 50;
const ASLEEP = 15_000;

/** Past this, what has not begun is a failure of its own. */
const PATIENCE = 300 * SECOND;
const LOOK_EVERY = 2_000;
const QUIET = 10_000;

/** When D1 knows of a start, by its own clock; a second one would be a second row. */
const WATCH = [
  "create table begun (id text not null, at integer not null)",
  `create trigger watch_begun after update of status on bookings
   when new.status = 'in_progress' and old.status = 'confirmed'
   begin insert into begun values (new.id, cast(unixepoch('subsec') * 1000 as integer)); end`,
];

/**
 * `npm run bench:full-hour [-- --bookings N]`: so many sessions begin at one instant on the real runtime: how long after it each
 * object's alarm rang, which is when it stored the start, and how long after it D1 knew. Fails when one does not begin, or twice.
 */
await main(async () => {
  const { bookings } = wholeNumbers({ bookings: 1_000 });
  const heard: Heard = { rang: new Map(), failed: 0, lastAt: 0 };
  const run = async (stack: Stack): Promise<void> => {
    await stack.db.batch(WATCH.map((sql) => stack.db.prepare(sql)));
    const startsAt = Math.ceil((Date.now() + bookings * MAKING + 2 * ASLEEP) / SECOND) * SECOND;
    await makeSessions(stack, bookings, startsAt);
    const early = startsAt - Date.now();
    console.log(`${bookings} sessions are made, ${(early / SECOND).toFixed(1)} s before they begin`);
    if (early < ASLEEP) return fail("they were made too late: this machine is slower than was thought");
    heard.rang.clear();
    await sleep(early);
    await allRang(heard, bookings, startsAt);
    report(await begun(stack, bookings, startsAt), heard, startsAt, bookings);
  };
  await withOwnStack(run, { cron: false, onLog: (_, message) => listen(heard, message), objects: timed });
});

interface Heard {
  /** Of each object, when its alarm rang first. */
  readonly rang: Map<string, number>;
  /** Tries that came to nothing. */
  failed: number;
  /** When anything was heard last. */
  lastAt: number;
}

function listen(heard: Heard, message: string): void {
  heard.lastAt = Date.now();
  const [, object, at] = /"event":"rang","object":"(\w+)","at":(\d+)/.exec(message) ?? [];
  if (object !== undefined && !heard.rang.has(object)) heard.rang.set(object, Number(at));
  if (message.includes('"event":"effect_failed"')) heard.failed++;
}

/** The objects of the real bundle, each telling when its alarm rang. */
function timed({ workerScript }: Builds) {
  return [module("timed.js", inProject("bench/full-hour/timed.js")), module("worker.js", workerScript)];
}

/**
 * Until each has told so and all is quiet (an object whose write to D1 takes long is rung again), or there has been time enough. D1 is
 * not asked meanwhile: it would have less time for what is measured.
 */
async function allRang(heard: Heard, bookings: number, startsAt: number): Promise<void> {
  const quiet = () => heard.rang.size >= bookings && Date.now() - heard.lastAt > QUIET;
  while (!quiet() && Date.now() - startsAt < PATIENCE) await sleep(LOOK_EVERY);
}

interface Begun {
  readonly id: string;
  readonly at: number;
}

/** What D1 knows, once it knows all, or when there has been time enough. */
async function begun({ db }: Stack, bookings: number, startsAt: number): Promise<readonly Begun[]> {
  for (;;) {
    await sleep(LOOK_EVERY);
    const { results } = await db.prepare("select id, at from begun order by at").all<Begun>();
    if (results.length >= bookings || Date.now() - startsAt > PATIENCE) return results;
  }
}

function report(begun: readonly Begun[], { rang, failed }: Heard, startsAt: number, bookings: number): void {
  console.table({
    "stored in its object": spread([...rang.values()], startsAt),
    "D1 knows": spread(
      begun.map(({ at }) => at),
      startsAt,
    ),
  });
  console.log(`${failed} tries failed`);
  const different = new Set(begun.map(({ id }) => id)).size;
  if (different < bookings) fail(`${bookings - different} did not begin`);
  if (begun.length > different) fail(`${begun.length - different} began twice`);
}

/** Seconds after the start. */
function spread(times: readonly number[], startsAt: number): Record<string, string> {
  const late = times.map((at) => at - startsAt).sort((a, b) => a - b);
  const at = (share: number) => `${((late[Math.ceil(share * late.length) - 1] ?? 0) / SECOND).toFixed(2)} s`;
  return { p50: at(0.5), p99: at(0.99), slowest: at(1) };
}

function fail(line: string): void {
  console.error(line);
  process.exitCode = 1;
}
