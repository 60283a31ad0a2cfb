import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** One connection, kept: what is measured is the answer, not the greeting. */
const one = new http.Agent({ keepAlive: true, maxSockets: 1 });

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export const get = (url: URL, cookie = "", agent = one): Promise<Answer> =>
  send(url, "GET", { cookie, accept: "text/html" }, "", agent);

export function send(
  url: URL,
  method: string,
  headers: http.OutgoingHttpHeaders,
  body = "",
  agent = one,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { agent, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        const body = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    request.once("error", reject);
    request.end(body);
  });
}

/**
 * As many as are answered in a second, when each of so many connections asks again as soon as it has its answer.
 * @param run one request through the agent that it is given.
 */
export async function throughput(
  run: (agent: http.Agent) => Promise<unknown>,
  connections: number,
  milliseconds: number,
): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const began = performance.now();
  let answered = 0;
  const askAgain = async (): Promise<void> => {
    while (performance.now() - began < milliseconds) {
      await run(agent);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, askAgain));
  agent.destroy();
  return (answered * 1_000) / (performance.now() - began);
}

/** In milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
}

/**
 * By turns, one at a time, so that whatever else the machine does falls on all alike.
 * @param rest milliseconds between two, for what a runner leaves to be done after its answer: that falls on nobody.
 */
export async function race<Name extends string>(
  runners: Readonly<Record<Name, () => Promise<unknown>>>,
  rounds: number,
  rest = 0,
): Promise<Record<Name, Times>> {
  const names = Object.keys(runners) as Name[];
  const times = new Map(names.map((name): [Name, number[]] => [name, []]));
  for (let round = -Math.ceil(rounds / 5); round < rounds; round++) {
    for (const name of names) {
      const began = performance.now();
      await runners[name]();
      // The first fifth warms up.
      if (round >= 0) times.get(name)?.push(performance.now() - began);
      if (rest > 0) await sleep(rest);
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, timesOf(all)])) as Record<Name, Times>;
}

export function timesOf(all: readonly number[]): Times {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
