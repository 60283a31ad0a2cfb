import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sendWebhook } from "../../providers/platform/webhook.ts";
import { stripeClient } from "../../providers/stripe/client.ts";
import { dailyRooms } from "../../providers/video/daily/rooms.ts";
import { wherebyRooms } from "../../providers/video/whereby/rooms.ts";
import { message, senderAt } from "./support/email.ts";

// A service that takes a call and never answers it.

const SECOND = 1_000;
const base = { apiKey: "key", apiBase: "https://service.test" };
const room = { id: "r", name: "r" } as never;

let redirects: (string | undefined)[];

beforeEach(() => {
  vi.useFakeTimers();
  redirects = [];
  // Node's own clock is not the one that is set here.
  vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    const over = new AbortController();
    setTimeout(() => over.abort(), ms);
    return over.signal;
  });
  vi.stubGlobal("fetch", (_: unknown, { signal, redirect }: RequestInit) => {
    redirects.push(redirect);
    return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** @returns after how many milliseconds the call was given up; null if it never is. */
async function patienceOf(call: Promise<unknown>): Promise<number | null> {
  const began = Date.now();
  const given = call.then(
    () => null,
    () => Date.now() - began,
  );
  await vi.advanceTimersByTimeAsync(60 * SECOND);
  return Promise.race([given, Promise.resolve(null)]);
}

it.each([
  ["Daily", 8, () => dailyRooms({ ...base, domain: null, domainId: null }).isThere(room)],
  ["Whereby", 8, () => wherebyRooms(base).isThere(room)],
  ["Stripe", 10, () => stripeClient("sk_test_1", base.apiBase).balance.retrieve()],
  ["Resend", 10, () => senderAt(base.apiBase).send(message, "key")],
  [
    "the platform's webhook",
    15,
    () => sendWebhook({ url: base.apiBase, secrets: [] }, { id: "e", body: "{}" }, 0),
  ],
])("%s is waited for no longer than %d s, and followed nowhere", async (_, seconds, call) => {
  expect(await patienceOf(call())).toBe(seconds * SECOND);
  expect(redirects).toEqual(["manual"]);
});
