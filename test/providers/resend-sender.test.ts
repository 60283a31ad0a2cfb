import { describe, expect, it } from "vitest";
import { RESEND_API } from "../../providers/email/resend/sender.ts";
import { calendar, FROM, message, resendWorld, senderAt } from "./support/email.ts";
import { NOBODY, outage, service } from "./support/service.ts";
import { value } from "./support/stripe.ts";

describe("Resend", () => {
  it("takes a mail, attachments and all", async () => {
    const { sender, inbox } = await resendWorld();
    expect(value(await sender.send(message, "k1")).id).toMatch(/^[0-9a-f-]{36}$/);
    const [mail] = await inbox();
    expect(mail?.subject).toBe(message.subject);
    const [file] = mail?.attachments ?? [];
    expect(file).toMatchObject({
      filename: "session.ics",
      content_type: "text/calendar; charset=utf-8; method=REQUEST",
    });
    expect(Buffer.from(file?.content ?? "", "base64").toString("utf8")).toBe(calendar);
  });

  it("sends one under one key, whatever happened in between", async () => {
    const { sender, inbox, arm } = await resendWorld();
    for (const fault of ["drop_before", "drop_after", "timeout_after", "409", "429", "500"]) {
      await arm({ service: "resend", fault });
      await outage(sender.send(message, "k1"));
    }
    const first = value(await sender.send(message, "k1"));
    expect(value(await sender.send(message, "k1"))).toEqual(first);
    expect(await inbox()).toHaveLength(1);
  });

  it("sends one when five ask at once", async () => {
    const { sender, inbox } = await resendWorld();
    await Promise.allSettled([1, 2, 3, 4, 5].map(() => sender.send(message, "k1")));
    value(await sender.send(message, "k1"));
    expect(await inbox()).toHaveLength(1);
  });

  it("has sent it when the words have changed since", async () => {
    const { sender, inbox } = await resendWorld();
    value(await sender.send(message, "k1"));
    const changed = { ...message, text: "Hello again" };
    expect(await sender.send(changed, "k1")).toEqual({ ok: true, value: { id: null } });
    expect(await inbox()).toHaveLength(1);
  });

  it("refuses what it will never take, without anybody's address in its words", async () => {
    const { sender } = await resendWorld();
    const refused = await sender.send({ ...message, to: "no address" }, "k1");
    expect(refused).toMatchObject({ ok: false, reason: { code: "refused" } });
    const body = { statusCode: 422, name: "validation_error", message: "ana@example.com is no good" };
    const { url } = await service({ status: 422, body });
    expect(await senderAt(url).send(message, "k1")).toEqual({
      ok: false,
      reason: { code: "refused", detail: "validation_error: [address] is no good" },
    });
  });

  it.each([
    [401, "missing_api_key"],
    [401, "restricted_api_key"],
    [403, "invalid_api_key"],
    [409, "concurrent_idempotent_requests"],
    [429, "daily_quota_exceeded"],
    [500, "internal_server_error"],
  ])("%i %s is an outage, with the time to wait", async (status, name) => {
    const { url } = await service({ status, headers: { "retry-after": "3" }, body: { name, message: "x" } });
    expect((await outage(senderAt(url).send(message, "k1"))).retryAfter).toBe(3_000);
  });

  it("answering nonsense, or not at all, is an outage", async () => {
    await outage(senderAt(NOBODY).send(message, "k1"));
    for (const status of [200, 400, 404]) {
      await outage(senderAt((await service({ status, body: "<html>" })).url).send(message, "k1"));
    }
    await outage(
      senderAt((await service({ status: 200, cut: true, body: { id: "x" } })).url).send(message, "k1"),
    );
  });

  it("waits until a date too, by the service's own clock", async () => {
    const headers = { date: "Fri, 27 Nov 2026 14:00:00 GMT", "retry-after": "Fri, 27 Nov 2026 14:00:05 GMT" };
    const { url } = await service({ status: 503, headers, body: {} });
    expect((await outage(senderAt(url).send(message, "k1"))).retryAfter).toBe(5_000);
    const odd = await service({ status: 503, headers: { "retry-after": "soon" }, body: {} });
    expect((await outage(senderAt(odd.url).send(message, "k1"))).retryAfter).toBeNull();
  });

  it("is asked as it wants to be", async () => {
    const { url, asked } = await service({ status: 200, body: { id: "m1" } });
    value(await senderAt(`${url}/`).send(message, "k1"));
    expect(asked[0]).toMatchObject({ method: "POST", path: "/emails" });
    expect(asked[0]?.headers).toMatchObject({
      authorization: "Bearer re_test",
      "idempotency-key": "k1",
      "user-agent": "meridian",
    });
    expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({ from: FROM, to: ["ana@example.com"] });
    expect(RESEND_API).toBe("https://api.resend.com");
  });
});
