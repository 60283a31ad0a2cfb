import type http from "node:http";
import { main } from "../scripts/lib/project.ts";
import { wholeNumbers } from "../scripts/lib/whole-numbers.ts";
import { NOISE, RATIO } from "./budgets.ts";
import { type Reader, reader, tokenFor } from "./dashboard/people.ts";
import { get, race, send, type Times, throughput } from "./dashboard/race.ts";
import { type Runtime, withRuntime } from "./dashboard/runtime.ts";
import { askForLink, click, joinableSession } from "./join/session.ts";
import { cancel, cancellable } from "./whole/cancelling.ts";
import { crowd } from "./whole/crowd.ts";
import { type Asked, askForCode, codeFor, signIn } from "./whole/signing-in.ts";

const SIZES = [100, 10_000, 100_000];
const ROUNDS = 200;
/** Each can be done once only: a booking is cancelled, a code redeemed. */
const ONCE_ROUNDS = 60;
const WARM_UP = Math.ceil(ONCE_ROUNDS / 5);
/** What an act leaves to be done after its answer is over by then. */
const REST = 40;
const CONNECTIONS = 16;
const THROUGHPUT_MS = 4_000;

interface Row {
  readonly what: string;
  readonly times: Times;
  readonly bare: Times | null;
  readonly aim: number | null;
  readonly perSecond?: number;
}

/**
 * `npm run bench [-- --bookings N]`: how long everything takes that people wait for, in one table: built bundles on direct sockets
 * of one workerd, one request at a time by turns with a Worker that makes one equal query or object call; and what sixteen
 * connections get answered. Fails where a ratio is above its aim by more than the machine's noise.
 */
await main(async () => {
  const { bookings } = wholeNumbers({ bookings: 2_000_000 });
  await withRuntime(async (runtime) => {
    const now = Date.now();
    const readers: Reader[] = [];
    for (const size of SIZES) readers.push(await reader(runtime.db, size, now));
    const others = bookings - SIZES.reduce((sum, size) => sum + size, 0);
    await crowd(runtime.db, Math.max(0, others), now, console.log);
    const lists: Row[] = [];
    for (const one of readers) lists.push(...(await listsOf(runtime, one)));
    const rows = [
      ...lists,
      ...(await joining(runtime)),
      await cancelling(runtime),
      ...(await signingIn(runtime)),
    ];
    console.table(rows.map(shown));
    const broken = [...rows.flatMap(aboveAim), ...notFlat(lists)];
    for (const line of broken) console.error(line);
    if (broken.length > 0) process.exitCode = 1;
  });
});

async function listsOf(runtime: Runtime, one: Reader): Promise<Row[]> {
  const authorization = `Bearer ${await tokenFor(runtime.db, one.id, "platform", Date.now())}`;
  const urls = {
    bare: new URL(`/?user=${one.id}`, runtime.bare),
    list: new URL("/api/bookings?status=past&limit=20", runtime.api),
    page: new URL("/sessions?tab=past", runtime.page),
  };
  const runners = {
    bare: (agent?: http.Agent) => get(urls.bare, "", agent).then(answered),
    list: (agent?: http.Agent) => send(urls.list, "GET", { authorization }, "", agent).then(answered),
    page: (agent?: http.Agent) => get(urls.page, one.cookie, agent).then(answered),
  };
  const times = await race(
    { bare: () => runners.bare(), list: () => runners.list(), page: () => runners.page() },
    ROUNDS,
  );
  const perSecond = (name: keyof typeof runners) => throughput(runners[name], CONNECTIONS, THROUGHPUT_MS);
  const at = `at ${one.bookings}`;
  return [
    {
      what: `bare query ${at}`,
      times: times.bare,
      bare: null,
      aim: null,
      perSecond: await perSecond("bare"),
    },
    {
      what: `API list ${at}`,
      times: times.list,
      bare: times.bare,
      aim: RATIO.list,
      perSecond: await perSecond("list"),
    },
    {
      what: `dashboard ${at}`,
      times: times.page,
      bare: times.bare,
      aim: RATIO.page,
      perSecond: await perSecond("page"),
    },
  ];
}

async function joining(runtime: Runtime): Promise<Row[]> {
  const session = await joinableSession(runtime, 0);
  const bare = new URL(`/write?session=${session.tokenHash}&object=${session.id}`, runtime.bare);
  const times = await race(
    {
      bare: () => get(bare).then(answered),
      link: () => askForLink(runtime, session),
      click: () => click(runtime, session),
    },
    ROUNDS,
    REST,
  );
  return [
    { what: "bare session and object", times: times.bare, bare: null, aim: null },
    { what: "join, by the API", times: times.link, bare: times.bare, aim: RATIO.join },
    { what: "join, the click", times: times.click, bare: times.bare, aim: null },
  ];
}

async function cancelling(runtime: Runtime): Promise<Row> {
  const { token, tokenHash, ids } = await cancellable(runtime, ONCE_ROUNDS + WARM_UP);
  const left = [...ids];
  const bare = (): URL =>
    new URL(`/cancel?session=${tokenHash}&object=${left[0]}&booking=${left[0]}`, runtime.bare);
  const times = await race(
    {
      bare: () => get(bare()).then(answered),
      cancel: () => cancel(runtime, token, left.shift() ?? fail("no booking is left")),
    },
    ONCE_ROUNDS,
    REST * 4,
  );
  return { what: "cancel, up to its answer", times: times.cancel, bare: times.bare, aim: RATIO.cancel };
}

async function signingIn(runtime: Runtime): Promise<Row[]> {
  let nth = 0;
  const ask = await race({ ask: () => askForCode(runtime, nth++) }, ONCE_ROUNDS, REST);
  const codes: { asked: Asked; code: string }[] = [];
  for (let i = 0; i < ONCE_ROUNDS + WARM_UP; i++) {
    const asked = await askForCode(runtime, nth++);
    codes.push({ asked, code: await codeFor(runtime, asked.email) });
  }
  const redeem = async () => {
    const { asked, code } = codes.shift() ?? fail("no code is left");
    await signIn(runtime, asked, code);
  };
  const redeemed = await race({ redeem }, ONCE_ROUNDS, REST);
  return [
    { what: "sign in, ask for a code", times: ask.ask, bare: null, aim: null },
    { what: "sign in, by the code", times: redeemed.redeem, bare: null, aim: null },
  ];
}

/** @throws unless it is an answer of success: nothing else is worth measuring. */
function answered({ status, body }: { readonly status: number; readonly body: string }): void {
  if (status !== 200) throw new Error(`${status} ${body.slice(0, 300)}`);
}

function fail(why: string): never {
  throw new Error(why);
}

function ratioOf({ times, bare }: Row): number | null {
  return bare === null ? null : times.p50 / bare.p50;
}

function shown(row: Row) {
  return {
    what: row.what,
    "p50 ms": row.times.p50.toFixed(2),
    "p99 ms": row.times.p99.toFixed(2),
    ratio: ratioOf(row)?.toFixed(2) ?? "",
    aim: row.aim ?? "",
    "a second at 16": row.perSecond?.toFixed(0) ?? "",
  };
}

function aboveAim(row: Row): string[] {
  const ratio = ratioOf(row);
  if (ratio === null || row.aim === null || ratio <= row.aim * NOISE) return [];
  return [`${row.what}: ${ratio.toFixed(2)} times the bare Worker, at most ${row.aim}`];
}

/** However much lies behind somebody, a page of it takes as long: in multiples of the bare query of the same size. */
function notFlat(lists: readonly Row[]): string[] {
  const [smallest, largest] = [SIZES[0], SIZES.at(-1)];
  return ["API list", "dashboard"].flatMap((what) => {
    const at = (size?: number) => ratioOf(lists.find((row) => row.what === `${what} at ${size}`) as Row) ?? 1;
    const growth = at(largest) / at(smallest);
    return growth <= RATIO.flat * NOISE
      ? []
      : [
          `${what}: ${growth.toFixed(2)} times as long at ${largest} as at ${smallest}, at most ${RATIO.flat}`,
        ];
  });
}
