import { expect, test } from "vitest";
import { type Counted, FloodGate, floodKeys, REQUESTS_A_QUESTION } from "../../auth/flood.ts";
import { newToken } from "../../auth/token.ts";
import { MINUTE } from "../../domain/time.ts";
import { call } from "./support/api.ts";

// Floods, by the platform's counters as worker/wrangler.toml sets them.

/** Thousands of requests, on a machine that does other things, too. */
const PATIENCE_MS = 60_000;

const from = (address: string, headers: Record<string, string> = {}) => ({
  headers: { "cf-connecting-ip": address, ...headers },
});

/** Asks until it is refused. @returns how many answers came before, and the refusal. */
async function flood(most: number, ask: () => ReturnType<typeof call>) {
  for (let admitted = 0; admitted <= most; admitted++) {
    const answer = await ask();
    if (answer.status === 429) return { admitted, answer };
  }
  throw new Error("nobody was refused");
}

test(
  "one network address is admitted 3,000 times a minute, its neighbours still",
  async () => {
    const { admitted, answer } = await flood(6_100, () => call("GET", "/api/nowhere", from("203.0.113.7")));
    // The counter begins anew at each full minute, which may have come in between.
    expect(admitted).toBeGreaterThanOrEqual(3_000);
    expect(answer.headers.get("retry-after")).toBe("60");
    expect(answer.json).toMatchObject({ code: "rate_limited", status: 429 });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect((await call("GET", "/api/nowhere", from("203.0.113.8"))).status).toBe(404);
    expect((await call("POST", "/webhooks/stripe", from("203.0.113.7"))).status).toBe(400);
  },
  PATIENCE_MS,
);

test("what anybody can send of an address counts for nothing", () => {
  const said = { "x-forwarded-for": "192.0.2.1", "x-real-ip": "192.0.2.1", forwarded: "for=192.0.2.1" };
  expect(floodKeys(new Headers(said), null)).toEqual([]);
  const known = new Headers(from("203.0.113.7", said).headers);
  expect(floodKeys(known, null)).toEqual([{ counted: "address", key: "203.0.113.7" }]);
});

test("an IPv6 connection is its whole /64", async () => {
  const keys = (address: string) => floodKeys(new Headers(from(address).headers), null);
  expect(await keys("2001:db8:1:2:3::4")).toEqual(await keys("2001:db8:1:2::ffff"));
  expect(await keys("2001:db8:1:2::1")).not.toEqual(await keys("2001:db8:1:3::1"));
});

test(
  "one session is admitted 600 times a minute, from wherever; another of the same person still",
  async () => {
    const [token, other] = [newToken("somebody"), newToken("somebody")];
    let host = 0;
    const ask = (bearer: string) => () =>
      call("GET", "/api/nowhere", from(`198.51.100.${host++ % 250}`, { authorization: `Bearer ${bearer}` }));
    const { admitted } = await flood(1_300, ask(token));
    expect(admitted).toBeGreaterThanOrEqual(600);
    expect((await ask(other)()).status).toBe(404);
  },
  PATIENCE_MS,
);

test("the counter is asked once for ten requests, and again when a minute is over", async () => {
  const asked: string[] = [];
  const gate = new FloodGate();
  const counter = async (counted: Counted, key: string) => asked.push(`${counted} ${key}`) < 3;
  const admits = (now: number) => gate.admits([{ counted: "address", key: "a" }], counter, now);
  const many = await Promise.all(Array.from({ length: REQUESTS_A_QUESTION }, () => admits(0)));
  expect([many.includes(false), asked.length]).toEqual([false, 1]);
  expect([await admits(0), asked.length]).toEqual([true, 2]);
  expect([await admits(MINUTE), asked.length]).toEqual([false, 3]);
  expect([await admits(MINUTE + 1), asked.length]).toEqual([false, 3]);
});

test("an isolate remembers ten thousand askers at most, and then begins anew", async () => {
  let asked = 0;
  const gate = new FloodGate();
  const counter = async () => ++asked > 0;
  const admits = (key: number) => gate.admits([{ counted: "address", key: String(key) }], counter, 0);
  for (let key = 0; key < 10_000; key++) await admits(key);
  expect([await admits(0), asked]).toEqual([true, 10_000]);
  await admits(10_000);
  expect([await admits(0), asked]).toEqual([true, 10_002]);
});

test("a counter that cannot be asked keeps nobody out", async () => {
  const broken = () => Promise.reject(new Error("away"));
  expect(await new FloodGate().admits([{ counted: "session", key: "a" }], broken, 0)).toBe(true);
});
