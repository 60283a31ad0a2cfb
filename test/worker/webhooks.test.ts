import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { MINUTE, SECOND, toRfc3339 } from "../../domain/time.ts";
import { WEBHOOK_MAX_BYTES } from "../../worker/limits.ts";
import { ALWAYS_OPEN, call, hoursAhead, somebody, takeOver, uniqueId } from "./support/api.ts";
import { left, outsideAsUsual } from "./support/outside.ts";
import { SETTINGS } from "./support/settings.ts";

beforeEach(outsideAsUsual);

async function hmac(key: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array> {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(text)));
}
const bytes = (base64: string) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
const base64 = (raw: Uint8Array) => btoa(String.fromCharCode(...raw));
const hex = (raw: Uint8Array) => [...raw].map((one) => one.toString(16).padStart(2, "0")).join("");

const signedBy = {
  async stripe(body: string, at: number) {
    const stamp = Math.floor(at / SECOND);
    const key = new TextEncoder().encode(SETTINGS.STRIPE_WEBHOOK_SECRET);
    return { "stripe-signature": `t=${stamp},v1=${hex(await hmac(key, `${stamp}.${body}`))}` };
  },
  async daily(body: string, at: number) {
    const stamp = String(at);
    return {
      "x-webhook-timestamp": stamp,
      "x-webhook-signature": base64(await hmac(bytes(SETTINGS.DAILY_WEBHOOK_SECRET), `${stamp}.${body}`)),
    };
  },
  async resend(body: string, at: number) {
    const [id, stamp] = [`msg_${uniqueId()}`, String(Math.floor(at / SECOND))];
    const key = bytes(SETTINGS.RESEND_WEBHOOK_SECRET.replace("whsec_", ""));
    return {
      "svix-id": id,
      "svix-timestamp": stamp,
      "svix-signature": `v1,${base64(await hmac(key, `${id}.${stamp}.${body}`))}`,
    };
  },
};
type Sender = keyof typeof signedBy;

async function deliver(sender: Sender, event: unknown, at = Date.now()) {
  const raw = JSON.stringify(event);
  return call("POST", `/webhooks/${sender}`, { raw, headers: await signedBy[sender](raw, at) });
}

const stripeEvent = (type: string, object: Record<string, unknown>, id = `evt_${uniqueId()}`) => ({
  id,
  object: "event",
  type,
  livemode: false,
  created: 1,
  data: { object: { object: type.split(".")[0], ...object } },
});
const dailyJoin = (room: string, userId: string, id = uniqueId()) => ({
  version: "1.0.0",
  type: "participant.joined",
  id,
  event_ts: Date.now() / SECOND,
  payload: { room, user_id: userId, joined_at: Date.now() / SECOND, session_id: "s" },
});

describe.each(["stripe", "daily", "resend"] as const)("%s", (sender) => {
  const event = { id: "evt_1", type: "nothing", livemode: false, data: { object: { object: "x" } } };

  test("400 for no signature, a bad one, a stale one and a body serialized again; nothing is noted", async () => {
    const raw = JSON.stringify(event);
    const good = await signedBy[sender](raw, Date.now());
    const stale = await signedBy[sender](raw, Date.now() - 6 * MINUTE);
    const tries = [
      { raw },
      { raw: `${raw} `, headers: good },
      { raw: JSON.stringify(event, null, 2), headers: good },
      { raw, headers: stale },
      { raw, headers: Object.fromEntries(Object.keys(good).map((name) => [name, "t=1,v1=00"])) },
    ];
    for (const attempt of tries) {
      const refused = await call("POST", `/webhooks/${sender}`, attempt);
      expect([refused.status, refused.json.code]).toEqual([400, "invalid_signature"]);
    }
    expect(
      await env.DB.prepare("select count(*) as n from webhook_events where service = ?1")
        .bind(sender)
        .first("n"),
    ).toBe(0);
  });

  test("413 for what no service sends; the document says so, and what else is refused", async () => {
    const refused = await call("POST", `/webhooks/${sender}`, { raw: "x".repeat(WEBHOOK_MAX_BYTES + 1) });
    expect([refused.status, refused.json.code]).toEqual([413, "payload_too_large"]);
    const { responses } = (await call("GET", "/api/openapi.json")).json.paths[`/webhooks/${sender}`].post;
    expect(responses["413"].description).toBe("`payload_too_large`");
    expect(responses["400"].description).toBe("`invalid_signature`, `invalid_request`");
  });

  test("signed and new, then again: 200 both times", async () => {
    expect([(await deliver(sender, event)).status, (await deliver(sender, event)).status]).toEqual([
      200, 200,
    ]);
  });
});

describe("what events do", () => {
  async function draft() {
    const [mentor, mentee] = [await somebody(["mentor"], ALWAYS_OPEN), await somebody(["mentee"])];
    const body = { mentor_id: mentor.id, starts_at: toRfc3339(hoursAhead(48)), duration_minutes: 60 };
    const { json } = await call("POST", "/api/bookings", { token: mentee.token, body });
    return { id: json.booking.id as string, mentee, mentor };
  }
  const readsOf = () =>
    left.filter(({ method, url }) => method === "GET" && url.pathname.includes("/checkout/sessions/")).length;

  test("a checkout's event makes the object read Stripe; what the event says is not believed", async () => {
    const { id, mentee } = await draft();
    const said = stripeEvent("checkout.session.completed", {
      object: "checkout.session",
      id: "cs_1",
      payment_status: "paid",
      metadata: { booking_id: id },
    });
    const answers = await Promise.all(Array.from({ length: 5 }, () => deliver("stripe", said)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await expect.poll(readsOf).toBeGreaterThan(0);
    const after = await call("GET", `/api/bookings/${id}`, { token: mentee.token });
    expect(after.json.status).toBe("draft");
  });

  test("events about other people's payments are taken and change nothing", async () => {
    for (const kind of [
      "checkout.session.expired",
      "charge.refunded",
      "charge.dispute.created",
      "customer.created",
    ]) {
      expect(
        (await deliver("stripe", stripeEvent(kind, { id: "x", payment_intent: "pi_foreign" }))).status,
      ).toBe(200);
    }
  });

  test("Daily says who came: it stands in the timeline; strangers and foreign rooms do not", async () => {
    const [mentor, mentee, stranger] = [
      await somebody(["mentor"]),
      await somebody(["mentee"]),
      await somebody(["mentee"]),
    ];
    const id = uniqueId();
    await takeOver(id, mentor, mentee, Date.now() + 5 * MINUTE);
    await call("GET", `/api/bookings/${id}/video-link`, { token: mentee.token });
    const room = () =>
      env.DB.prepare("select video_call_room_id from bookings where id = ?1")
        .bind(id)
        .first<string>("video_call_room_id");
    await expect.poll(room).not.toBeNull();
    const name = (await room()) ?? "";
    const { dailyUserId } = { dailyUserId: (who: string) => left.length >= 0 && who };
    for (const event of [
      dailyJoin("foreign", mentee.id),
      dailyJoin(name, stranger.id),
      dailyJoin(name, String(dailyUserId(mentee.id))),
    ]) {
      expect((await deliver("daily", event)).status).toBe(200);
    }
    const joins = async () => {
      const { json } = await call("GET", `/api/bookings/${id}`, { token: mentor.token });
      return json.timeline.filter(({ type }: { type: string }) => type === "joined");
    };
    await expect.poll(async () => (await joins()).length).toBe(1);
    expect((await joins())[0].by).toBe("mentee");
  });

  test("Resend says what became of a mail; a bounce stays", async () => {
    await env.DB.prepare(
      "insert into emails_sent (booking_id, key, kind, user_id, status, provider_id, at) values ('b', 'k', 'confirmed', 'u', 'accepted', 'mail-x', 0)",
    ).run();
    const status = () =>
      env.DB.prepare("select status from emails_sent where provider_id = 'mail-x'").first<string>("status");
    for (const [type, becomes] of [
      ["email.delivered", "delivered"],
      ["email.bounced", "bounced"],
      ["email.delivered", "bounced"],
    ] as const) {
      await deliver("resend", { type, data: { email_id: "mail-x" } });
      expect(await status()).toBe(becomes);
    }
    const noted = "select count(*) as n from webhook_events where service = 'resend'";
    expect(await env.DB.prepare(noted).first("n"), "each costs one question to D1").toBe(0);
  });

  test("of a service that is not set up no signature fits", async () => {
    const answer = await call("POST", "/webhooks/whereby", { body: {} });
    expect([answer.status, answer.json.code]).toEqual([400, "invalid_signature"]);
  });
});
