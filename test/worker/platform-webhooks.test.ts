import "./support/settings.ts";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DAY, HOUR } from "../../domain/time.ts";
import { call, hoursAhead, KEY, type Somebody, somebody, takeOver, uniqueId } from "./support/api.ts";
import { answerWith, left, type Outgoing, outsideAsUsual } from "./support/outside.ts";

// Read with the first request, so before any.
const SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
Object.assign(env, {
  PLATFORM_WEBHOOK_URL: "https://platform.test/hooks",
  PLATFORM_WEBHOOK_SECRET: `whsec_${SECRET}`,
});

const NAMESPACE = (env as unknown as { BOOKING: DurableObjectNamespace }).BOOKING;
const stub = (id: string) => NAMESPACE.get(NAMESPACE.idFromName(id));

let answers: (request: Outgoing) => Response;
beforeEach(() => {
  outsideAsUsual();
  answers = () => new Response(null, { status: 204 });
  answerWith((request) => (request.url.hostname === "platform.test" ? answers(request) : null));
});
afterEach(() => {
  vi.useRealTimers();
});

/** What the platform was sent about a booking, oldest first. */
const sent = (id: string) =>
  left
    .filter(({ url }) => url.hostname === "platform.test")
    .map(({ headers, body }) => ({ headers, body, event: JSON.parse(body) }))
    .filter(({ event }) => event.data.id === id);
const types = (id: string) => sent(id).map(({ event }) => event.type);

let hours = 200;
async function booked(fields: Record<string, unknown> = {}): Promise<{ id: string; mentee: Somebody }> {
  const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
  const id = uniqueId();
  hours += 2;
  expect((await takeOver(id, mentor, mentee, hoursAhead(hours), fields)).status).toBe(201);
  return { id, mentee };
}

const cancel = (id: string) =>
  call("POST", `/api/platform/bookings/${id}/cancel`, { token: KEY, body: { reason: "Ill", refund: true } });
const undelivered = async (query = "") =>
  (await call("GET", `/api/platform/webhooks/undelivered${query}`, { token: KEY })).json;
const replay = (id: string) =>
  call("POST", `/api/platform/webhooks/undelivered/${id}/replay`, { token: KEY });

/** Three days of a receiver that is down, by the object's own alarms. */
async function threeDays(id: string): Promise<void> {
  for (let rings = 0; rings < 20; rings++) {
    const at = await runInDurableObject(stub(id), (_, state) => state.storage.getAlarm());
    if (at === null || at > Date.now() + DAY + HOUR) return;
    vi.setSystemTime(Math.max(at, Date.now()) + 1);
    await runDurableObjectAlarm(stub(id));
  }
}

describe("webhooks to the platform", () => {
  test("a cancel is told once, signed, as the booking that the platform API shows", async () => {
    const { id } = await booked();
    const shown = await cancel(id);
    await vi.waitFor(() => expect(types(id)).toContain("booking.cancelled"));
    const told = sent(id).find((one) => one.event.type === "booking.cancelled");
    if (told === undefined) throw new Error("it was not told");
    const { headers, body, event } = told;
    expect(event.data).toEqual({ ...shown.json, version: event.data.version });
    expect(event.data.version).toBeGreaterThanOrEqual(shown.json.version);
    expect(headers.get("webhook-id")).toMatch(new RegExp(`^evt_${id}_\\d+$`));
    const key = Uint8Array.from(atob(SECRET), (one) => one.charCodeAt(0));
    const hmac = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, [
      "verify",
    ]);
    const signature = Uint8Array.from(atob(headers.get("webhook-signature")?.slice(3) ?? ""), (one) =>
      one.charCodeAt(0),
    );
    const text = `${headers.get("webhook-id")}.${headers.get("webhook-timestamp")}.${body}`;
    expect(await crypto.subtle.verify("HMAC", hmac, signature, new TextEncoder().encode(text))).toBe(true);
    await cancel(id);
    expect(types(id).filter((type) => type === "booking.cancelled")).toHaveLength(1);
  });

  test("holds no way into the room, no address of a person, no payment", async () => {
    const { id, mentee } = await booked({
      price: { amount: 5000, currency: "usd" },
      payment_intent: "pi_hooks1",
    });
    await cancel(id);
    await vi.waitFor(() => expect(types(id)).toContain("refund.requested"));
    for (const { body, event } of sent(id)) {
      expect(event.data.video_call_url).toBeNull();
      for (const secret of [mentee.email, "daily.co", "pi_hooks1"]) expect(body).not.toContain(secret);
    }
  });

  test("tells a participant's reason where it was shared, and nowhere else, as the platform's own calls do", async () => {
    for (const [share_reason, reason] of [
      [false, null],
      [true, "My knee hurts"],
    ] as const) {
      const { id, mentee } = await booked();
      const body = { reason: "My knee hurts", share_reason };
      const cancelled = await call("POST", `/api/bookings/${id}/cancel`, { token: mentee.token, body });
      expect(cancelled.json.cancellation_reason).toBe("My knee hurts");
      await vi.waitFor(() => expect(types(id)).toContain("booking.cancelled"));
      for (const { event } of sent(id)) expect(event.data.cancellation_reason).toBe(reason);
      expect((await cancel(id)).json).toMatchObject({ status: "cancelled", cancellation_reason: reason });
    }
    const { id } = await booked();
    expect((await cancel(id)).json.cancellation_reason).toBe("Ill");
  });

  test("a receiver that is down hears of it later, under the same id, with a new timestamp", async () => {
    answers = () => new Response("busy", { status: 503 });
    const { id } = await booked();
    await cancel(id);
    await vi.waitFor(() => expect(types(id)).toContain("booking.cancelled"));
    answers = () => new Response(null, { status: 200 });
    vi.setSystemTime(Date.now() + 6_000);
    await runDurableObjectAlarm(stub(id));
    await vi.waitFor(() =>
      expect(types(id).filter((type) => type === "booking.cancelled").length).toBeGreaterThan(1),
    );
    const tries = sent(id).filter(({ event }) => event.type === "booking.cancelled");
    expect(new Set(tries.map(({ headers }) => headers.get("webhook-id"))).size).toBe(1);
    expect(new Set(tries.map(({ headers }) => headers.get("webhook-timestamp"))).size).toBe(2);
  });

  test("what nobody took in three days is on the list, is sent again by hand, and is then off it", async () => {
    answers = () => new Response(null, { status: 500 });
    const { id } = await booked();
    await cancel(id);
    await vi.waitFor(() => expect(types(id)).toContain("booking.cancelled"));
    await threeDays(id);
    const listed = (await undelivered()).data.find(
      (one: { booking_id: string; type: string }) =>
        one.booking_id === id && one.type === "booking.cancelled",
    );
    expect(listed).toMatchObject({ attempts: 10, last_error: "platform: 500 to a webhook" });
    const before = types(id).length;
    answers = () => new Response(null, { status: 200 });
    expect((await replay(listed.id)).status).toBe(204);
    await vi.waitFor(() => expect(types(id).length).toBe(before + 1));
    expect(sent(id).at(-1)?.headers.get("webhook-id")).toBe(listed.id);
    expect((await replay(listed.id)).status).toBe(404);
  });

  test("the list goes page by page, and is the platform's alone", async () => {
    const list = env.DB.prepare(
      `insert into undelivered_events (id, booking_id, position, type, at, attempts, last_error, given_up_at)
       values (?1, 'b', 1, 'booking.cancelled', 0, 10, 'platform: 500 to a webhook', ?2)`,
    );
    await env.DB.batch([list.bind("evt_b_2", 7), list.bind("evt_b_1", 7), list.bind("evt_b_0", 9)]);
    const ids: string[] = [];
    for (let query = "?limit=2"; query !== ""; ) {
      const page = await undelivered(query);
      ids.push(...page.data.map((one: { id: string }) => one.id));
      query = page.next_cursor === null ? "" : `?limit=2&cursor=${page.next_cursor}`;
    }
    expect(ids).toEqual(["evt_b_1", "evt_b_2", "evt_b_0"]);
    const { token } = await somebody(["mentee"]);
    const path = "/api/platform/webhooks/undelivered";
    expect((await call("GET", path)).status).toBe(401);
    expect((await call("GET", path, { token })).status).toBe(403);
    expect((await replay("evt_nobody_1")).status).toBe(404);
    expect((await replay("no.id")).status).toBe(404);
  });
});
