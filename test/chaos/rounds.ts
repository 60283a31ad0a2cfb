import { setTimeout as sleep } from "node:timers/promises";
import { ALWAYS_OPEN } from "../integration/support/people.ts";
import type { Person } from "../support/node/api.ts";
import type { App } from "../support/node/app.ts";
import { moneyDisagreements, readBooks, waiting } from "./agreement.ts";
import { type Cast, type Client, clientsOf } from "./clients.ts";
import { insist } from "./insist.ts";
import { nameOf, type Weather, weatherOf } from "./weather.ts";
import { mailDisagreements, slotDisagreements } from "./witnesses.ts";

/** Time-outs of ten seconds, and their retries, are over by then. */
const AGREES_WITHIN_MS = 120_000;

export interface Round {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly kills: number;
  readonly bookings: number;
  readonly refunds: number;
  readonly seconds: number;
  /** Which booking, and what disagreed. */
  readonly disagreements: readonly string[];
}

/**
 * Rounds of chaos: people book, pay and cancel over HTTP, the outside services fail, and the whole runtime is killed in the middle
 * and started again. After each, and once more in the end, everybody's books must agree.
 *
 * @param app as `npm start` runs it; its remover is the caller.
 * @param firstSeed of the first round; the next has the next.
 */
export async function* chaos(app: App, rounds: number, firstSeed: number): AsyncGenerator<Round> {
  const casts: Cast[] = [];
  const admin = await app.person("chaos-admin", ["admin"]);
  for (let seed = firstSeed; seed < firstSeed + rounds; seed++) {
    const since = Date.now();
    const weather = weatherOf(seed);
    const cast = await castOf(app, admin, `chaos-${seed}`, weather.pause);
    casts.push(cast);
    const upset = await storm(app, await clientsOf(cast), weather);
    await app.sandbox.disarm();
    const disagreements = [...upset, ...(await settled(cast))];
    // After the last one all of them once more: what was given back may have failed, or come twice, since.
    const later =
      seed === firstSeed + rounds - 1 ? (await Promise.all(casts.map(disagreementsOf))).flat() : [];
    const books = await readBooks(app, [...cast.bookings]);
    yield {
      seed,
      faults: weather.faults.map(nameOf),
      kills: weather.kills.length,
      bookings: books.bookings.length,
      refunds: books.refunds.length,
      seconds: (Date.now() - since) / 1_000,
      disagreements: disagreements.length > 0 ? disagreements : later,
    };
  }
}

async function castOf(app: App, admin: Person, name: string, pause: () => number): Promise<Cast> {
  const mentor = await app.person(`${name}-mentor`, ["mentor"], ALWAYS_OPEN);
  const mentees = [
    await app.person(`${name}-mentee`, ["mentee"]),
    await app.person(`${name}-rival`, ["mentee"]),
  ] as const;
  return { app, name, mentor, mentees, admin, pause, bookings: new Set(), saidCancelled: new Set() };
}

/**
 * People go for what they want; meanwhile services fail, and everything is killed and started again.
 * @returns the answers that nobody should have been given.
 */
async function storm(
  app: App,
  clients: readonly Client[],
  { faults, kills }: Weather,
): Promise<readonly string[]> {
  for (const fault of faults) await app.sandbox.arm(fault);
  const began = Date.now();
  const killed = async (): Promise<void> => {
    for (const { at, downFor } of kills) {
      await sleep(Math.max(0, began + at - Date.now()));
      await app.kill();
      await sleep(downFor);
      await app.start();
    }
  };
  const [answers] = await Promise.all([Promise.allSettled(clients.map((client) => client())), killed()]);
  return answers.flatMap((answer) => (answer.status === "rejected" ? [String(answer.reason)] : []));
}

/** Waits until everybody agrees; whatever waits for a person is retried, as a person would. @returns what never came to agree. */
async function settled(cast: Cast): Promise<readonly string[]> {
  let left: readonly string[] = [];
  for (const since = Date.now(); Date.now() - since < AGREES_WITHIN_MS; await sleep(300)) {
    left = await disagreementsOf(cast);
    if (left.length === 0) return left;
    const { app, admin, bookings } = cast;
    for (const refund of waiting(await readBooks(app, [...bookings]))) {
      const path = `/api/admin/refunds/${refund}/retry`;
      await insist(() => app.call("POST", path, { token: admin.token, body: { reason: "looked at" } }));
    }
  }
  return left;
}

async function disagreementsOf(cast: Cast): Promise<readonly string[]> {
  const { app, mentor, mentees, bookings, saidCancelled } = cast;
  const books = await readBooks(app, [...bookings]);
  return [
    ...[...bookings]
      .filter((id) => !books.bookings.some((row) => row.id === id))
      .map((id) => `${id}: somebody was told of it, and D1 has no such booking`),
    ...moneyDisagreements(books, saidCancelled),
    ...(await mailDisagreements(app, [mentor, ...mentees], books.bookings)),
    ...(await slotDisagreements(app, mentor, books.bookings)),
  ];
}
