import { describe, expect, it } from "vitest";
import { readDailyWebhook } from "../../providers/video/daily/webhook.ts";
import { DAILY_SECRET } from "../sandbox/support.ts";
import { dailyWorld, guest, MINUTE, roomOrder } from "./support/daily.ts";
import { value } from "./support/stripe.ts";

describe("what Daily tells", () => {
  const NOW = Date.parse("2026-11-27T14:00:00Z");
  const BAD = { ok: false, reason: { code: "bad_signature" } };
  const joined = JSON.stringify({
    version: "1.0.0",
    type: "participant.joined",
    id: "ev_1",
    event_ts: NOW / 1000 + 5,
    payload: { room: "r-1", user_id: "u_ana", joined_at: NOW / 1000 + 0.25, session_id: "s" },
  });

  async function headersOf(
    body: string,
    stamp = String(NOW / 1000),
    secret = DAILY_SECRET,
  ): Promise<Headers> {
    const bytes = Uint8Array.from(atob(secret), (c) => c.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]);
    const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${stamp}.${body}`));
    const signature = btoa(String.fromCharCode(...new Uint8Array(mac)));
    return new Headers({ "x-webhook-timestamp": stamp, "x-webhook-signature": signature });
  }

  it("is who came where and when", async () => {
    const event = value(await readDailyWebhook(joined, await headersOf(joined), DAILY_SECRET, NOW));
    expect(event).toEqual({ id: "ev_1", kind: "joined", roomName: "r-1", userId: "u_ana", at: NOW + 250 });
  });

  it("is who left when: their coming and how long they stayed", async () => {
    const payload = { room: "r-1", user_id: "u_ana", joined_at: NOW / 1000, duration: 90.5 };
    const left = JSON.stringify({ type: "participant.left", id: "ev_2", payload });
    const event = value(await readDailyWebhook(left, await headersOf(left), DAILY_SECRET, NOW));
    expect(event).toMatchObject({ kind: "left", at: NOW + 90_500 });
  });

  it("is something else, the greeting at the set-up among it", async () => {
    for (const body of [
      '{"test":"test"}',
      '{"type":"meeting.started","id":"ev_3","payload":{"room":"r-1"}}',
    ]) {
      const event = value(await readDailyWebhook(body, await headersOf(body), DAILY_SECRET, NOW));
      expect(event).toMatchObject({ kind: "other", userId: null, at: null });
    }
  });

  it("is nothing when it is stale, early, serialized again, or signed by another", async () => {
    const seconds = NOW / 1000;
    const read = async (headers: Headers, body = joined) =>
      readDailyWebhook(body, headers, DAILY_SECRET, NOW);
    expect((await read(await headersOf(joined, String(seconds - 300)))).ok).toBe(true);
    expect((await read(await headersOf(joined, String(NOW)))).ok).toBe(true);
    expect(await read(await headersOf(joined, String(seconds - 301)))).toEqual(BAD);
    expect(await read(await headersOf(joined, String(seconds + 301)))).toEqual(BAD);
    expect(await read(await headersOf(joined), JSON.stringify(JSON.parse(joined), null, 1))).toEqual(BAD);
    expect(await read(await headersOf(joined, String(seconds), btoa("another")))).toEqual(BAD);
    expect(await read(await headersOf(joined, "1e9"))).toEqual(BAD);
    expect(await read(new Headers())).toEqual(BAD);
    const garbled = await headersOf(joined);
    garbled.set("x-webhook-signature", "*not base64*");
    expect(await read(garbled)).toEqual(BAD);
    expect(await readDailyWebhook(joined, await headersOf(joined), "", NOW)).toEqual(BAD);
  });

  it("is unreadable when signed but in no form we know", async () => {
    for (const body of [
      "nonsense",
      "{}",
      '{"id":"x","type":"participant.joined","payload":{"joined_at":"soon"}}',
    ]) {
      const result = await readDailyWebhook(body, await headersOf(body), DAILY_SECRET, NOW);
      expect(result).toEqual({ ok: false, reason: { code: "unreadable" } });
    }
  });

  it("comes from the room's own door", async () => {
    const { rooms, got, delivered } = await dailyWorld();
    const order = roomOrder();
    const room = await rooms.makeRoom(order);
    await fetch(await rooms.joinUrl({ room, ...guest, ...order }));
    await delivered();
    const [sent] = got;
    const headers = new Headers(sent?.headers as Record<string, string>);
    const event = value(await readDailyWebhook(sent?.body ?? "", headers, DAILY_SECRET, Date.now()));
    expect(event).toMatchObject({ kind: "joined", roomName: "r-1", userId: "u_ana" });
    expect(Math.abs((event.at ?? 0) - Date.now())).toBeLessThan(MINUTE);
  });
});
