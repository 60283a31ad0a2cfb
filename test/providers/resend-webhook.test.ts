import { describe, expect, it } from "vitest";
import { readResendWebhook } from "../../providers/email/resend/webhook.ts";
import { RESEND_SECRET } from "../sandbox/support.ts";
import { message, resendWorld } from "./support/email.ts";
import { value } from "./support/stripe.ts";

describe("what Resend tells", () => {
  const NOW = Date.parse("2026-11-27T14:00:00Z");
  const BAD = { ok: false, reason: { code: "bad_signature" } };
  const bodyOf = (type: string) =>
    JSON.stringify({ type, created_at: "x", data: { email_id: "m1", to: ["a"] } });
  const delivered = bodyOf("email.delivered");

  async function headersOf(
    body: string,
    stamp = String(NOW / 1000),
    secret = RESEND_SECRET,
  ): Promise<Headers> {
    const bytes = Uint8Array.from(atob(secret.replace("whsec_", "")), (c) => c.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]);
    const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`msg_1.${stamp}.${body}`));
    const signature = `v1,${btoa(String.fromCharCode(...new Uint8Array(mac)))}`;
    return new Headers({ "svix-id": "msg_1", "svix-timestamp": stamp, "svix-signature": signature });
  }

  it.each([
    ["email.delivered", "delivered"],
    ["email.bounced", "bounced"],
    ["email.complained", "complained"],
    ["email.suppressed", "suppressed"],
    ["email.delivery_delayed", "delayed"],
    ["email.failed", "failed"],
    ["email.opened", "other"],
    ["domain.created", "other"],
  ])("%s is %s", async (type, kind) => {
    const body = bodyOf(type);
    const event = value(await readResendWebhook(body, await headersOf(body), RESEND_SECRET, NOW));
    expect(event).toEqual({ id: "msg_1", kind, emailId: "m1", detail: null });
  });

  it.each([
    [
      "email.bounced",
      { bounce: { message: "ana@example.com does not exist", type: "Permanent", subType: "General" } },
    ],
    [
      "email.suppressed",
      { suppressed: { message: "ana@example.com does not exist", type: "OnAccountSuppressionList" } },
    ],
    ["email.failed", { failed: { reason: "ana@example.com does not exist" } }],
  ])("%s says why, without anybody's address", async (type, why) => {
    const body = JSON.stringify({ type, data: { email_id: "m1", ...why } });
    const event = value(await readResendWebhook(body, await headersOf(body), RESEND_SECRET, NOW));
    expect(event.detail).toBe("[address] does not exist");
  });

  it("is nothing when it is stale, early, serialized again, signed by another or by nobody", async () => {
    const seconds = NOW / 1000;
    const read = async (headers: Headers, body = delivered) =>
      readResendWebhook(body, headers, RESEND_SECRET, NOW);
    expect((await read(await headersOf(delivered, String(seconds - 300)))).ok).toBe(true);
    expect(await read(await headersOf(delivered, String(seconds - 301)))).toEqual(BAD);
    expect(await read(await headersOf(delivered, String(seconds + 301)))).toEqual(BAD);
    expect(await read(await headersOf(delivered), JSON.stringify(JSON.parse(delivered), null, 1))).toEqual(
      BAD,
    );
    expect(await read(await headersOf(delivered, String(seconds), `whsec_${btoa("another")}`))).toEqual(BAD);
    expect(await read(new Headers())).toEqual(BAD);
    for (const [name, odd] of [
      ["svix-id", "msg_2"],
      ["svix-timestamp", "soon"],
      ["svix-signature", ""],
      ["svix-signature", "v2,AAAA"],
      ["svix-signature", "v1,*"],
    ] as const) {
      const headers = await headersOf(delivered);
      headers.set(name, odd);
      expect(await read(headers)).toEqual(BAD);
    }
    expect(await readResendWebhook(delivered, await headersOf(delivered), "whsec_", NOW)).toEqual(BAD);
  });

  it("needs one good signature among several: secrets change", async () => {
    const headers = await headersOf(delivered);
    headers.set("svix-signature", `v1,AAAA v1a,BBBB ${headers.get("svix-signature")}`);
    expect((await readResendWebhook(delivered, headers, RESEND_SECRET, NOW)).ok).toBe(true);
  });

  it("is unreadable when signed but in no form we know", async () => {
    for (const body of ["nonsense", "{}"]) {
      const result = await readResendWebhook(body, await headersOf(body), RESEND_SECRET, NOW);
      expect(result).toEqual({ ok: false, reason: { code: "unreadable" } });
    }
  });

  it("comes for the mail that was sent, suppressed ones too", async () => {
    const { sender, got, delivered: taken } = await resendWorld();
    const { id } = value(await sender.send({ ...message, to: "suppressed@resend.dev" }, "k1"));
    await taken();
    const [sent] = got;
    const headers = new Headers(sent?.headers as Record<string, string>);
    const event = value(await readResendWebhook(sent?.body ?? "", headers, RESEND_SECRET, Date.now()));
    expect(event).toMatchObject({ kind: "suppressed", emailId: id });
  });
});
