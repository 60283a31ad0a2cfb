import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { post, RESEND_SECRET, world } from "./support.ts";

const MAIL = {
  from: "Meridian <hello@meridian.test>",
  to: ["mentee@example.test"],
  subject: "Cancelled: <b>Ada</b>",
  html: "<p>Bye</p><script>alert(1)</script>",
  text: "Bye",
  reply_to: "help@meridian.test",
  headers: { "X-Entity-Ref-ID": "bk_1" },
  tags: [{ name: "kind", value: "cancelled" }],
  attachments: [
    {
      filename: "invite.ics",
      content: Buffer.from("BEGIN:VCALENDAR").toString("base64"),
      content_type: "text/calendar; method=CANCEL",
    },
  ],
};

async function send(url: string, body: unknown, key?: string) {
  const headers = {
    authorization: "Bearer re_test",
    ...(key === undefined ? {} : { "idempotency-key": key }),
  };
  const response = await post(`${url}/resend/emails`, body, headers);
  return { status: response.status, json: (await response.json()) as Answer, headers: response.headers };
}

async function inbox(url: string, to = ""): Promise<Record<string, unknown>[]> {
  return (await (await fetch(`${url}/inbox.json?to=${encodeURIComponent(to)}`)).json()) as Answer[];
}

/** The fields that a test reads by name, among others. */
interface Answer {
  id?: string;
  name?: string;
  token?: string;
  [field: string]: unknown;
}

describe("a mail", () => {
  it("lands in its recipient's inbox, for tests and for people", async () => {
    const { sandbox } = await world();
    const { json, status } = await send(sandbox.url, MAIL);
    expect(status).toBe(200);
    expect(await inbox(sandbox.url, "other@example.test")).toEqual([]);
    expect(await inbox(sandbox.url, "Mentee@example.test")).toEqual([
      expect.objectContaining({
        to: "mentee@example.test",
        subject: MAIL.subject,
        html: MAIL.html,
        text: "Bye",
        attachments: MAIL.attachments,
        received_at: expect.stringMatching(/Z$/),
      }),
    ]);
    expect(await (await fetch(`${sandbox.url}/inbox`)).text()).toContain("Cancelled: &lt;b&gt;Ada&lt;/b&gt;");
    const page = await (await fetch(`${sandbox.url}/inbox/${json.id}`)).text();
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(page).not.toContain("<script>alert(1)</script>");
    expect(page).toContain("BEGIN:VCALENDAR");
    const read = await fetch(`${sandbox.url}/resend/emails/${json.id}`, {
      headers: { authorization: "Bearer re_test" },
    });
    expect(await read.json()).toMatchObject({ object: "email", last_event: "delivered", to: MAIL.to });
  });

  it("is sent once under one key, and another mail under it is refused", async () => {
    const { pass, sandbox } = await world();
    const first = await send(sandbox.url, MAIL, "k");
    expect((await send(sandbox.url, MAIL, "k")).json.id).toBe(first.json.id);
    expect(await send(sandbox.url, { ...MAIL, subject: "Other" }, "k")).toMatchObject({
      status: 409,
      json: { statusCode: 409, name: "invalid_idempotent_request" },
    });
    expect(await inbox(sandbox.url, "mentee@example.test")).toHaveLength(1);
    pass(24 * 3_600_000 + 1);
    expect((await send(sandbox.url, MAIL, "k")).json.id).not.toBe(first.json.id);
    expect((await send(sandbox.url, MAIL, "k".repeat(257))).json.name).toBe("invalid_idempotency_key");
  });

  it("is refused under a key that is being used at this moment", async () => {
    const { sandbox } = await world({ latencyMs: 100 });
    const answers = await Promise.all([send(sandbox.url, MAIL, "k"), send(sandbox.url, MAIL, "k")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.json.name).toBe("concurrent_idempotent_requests");
    expect(await inbox(sandbox.url)).toHaveLength(1);
  });

  it.each([
    ["no from", { ...MAIL, from: undefined }, "missing_required_field"],
    ["no body", { ...MAIL, html: undefined, text: undefined }, "missing_required_field"],
    ["a broken address", { ...MAIL, to: "nobody" }, "validation_error"],
    ["a line break in the subject", { ...MAIL, subject: "a\r\nBcc: b@example.test" }, "validation_error"],
    ["an unknown field", { ...MAIL, replyTo: "x@example.test" }, "validation_error"],
    ["no recipient", { ...MAIL, to: [] }, "validation_error"],
    ["51 recipients", { ...MAIL, to: Array(51).fill("a@example.test") }, "validation_error"],
    ["no subject", { ...MAIL, subject: undefined }, "missing_required_field"],
    ["a sender without an address", { ...MAIL, from: "Meridian" }, "validation_error"],
    [
      "a line break in a header",
      { ...MAIL, headers: { "X-A": "a\r\nBcc: b@example.test" } },
      "validation_error",
    ],
    ["an attachment without a name", { ...MAIL, attachments: [{ content: "aGk=" }] }, "validation_error"],
    [
      "an attachment that knows too much",
      { ...MAIL, attachments: [{ filename: "a", content: "aGk=", contentType: "text/plain" }] },
      "validation_error",
    ],
    ["a bad tag", { ...MAIL, tags: [{ name: "kind", value: "with space" }] }, "validation_error"],
    [
      "an attachment that is not base64",
      { ...MAIL, attachments: [{ filename: "a", content: "%%%" }] },
      "validation_error",
    ],
  ])("is refused with %s", async (_what, body, name) => {
    const { sandbox } = await world();
    expect(await send(sandbox.url, body)).toMatchObject({ status: 422, json: { statusCode: 422, name } });
    expect(await inbox(sandbox.url)).toEqual([]);
  });

  it.each([
    ["no key", {}, 401, "missing_api_key"],
    ["another kind of key", { authorization: "Bearer sk_test_1" }, 403, "invalid_api_key"],
  ])("is refused with %s", async (_what, headers, status, name) => {
    const { sandbox } = await world();
    const refused = await post(`${sandbox.url}/resend/emails`, MAIL, headers as Record<string, string>);
    expect([refused.status, ((await refused.json()) as Answer).name]).toEqual([status, name]);
    expect(await inbox(sandbox.url)).toEqual([]);
  });

  it("tells by Svix-signed webhooks what became of it", async () => {
    const { delivered, got, sandbox, types } = await world();
    await send(sandbox.url, MAIL);
    await send(sandbox.url, { ...MAIL, to: "bounced@resend.dev" });
    await send(sandbox.url, { ...MAIL, to: "suppressed+1@resend.dev" });
    await delivered();
    expect(types("resend").sort()).toEqual([
      "email.bounced",
      "email.delivered",
      "email.sent",
      "email.sent",
      "email.suppressed",
    ]);
    for (const { body, headers } of got) {
      const signed = `${headers["svix-id"]}.${headers["svix-timestamp"]}.${body}`;
      const key = Buffer.from(RESEND_SECRET.slice("whsec_".length), "base64");
      expect(headers["svix-signature"]).toBe(
        `v1,${createHmac("sha256", key).update(signed).digest("base64")}`,
      );
    }
    expect(await inbox(sandbox.url)).toHaveLength(1);
  });

  it("meets 429 with retry-after, and sends nothing", async () => {
    const { arm, sandbox } = await world();
    await arm({ service: "resend", fault: "429", times: 1 });
    const limited = await send(sandbox.url, MAIL, "k");
    expect(limited).toMatchObject({ status: 429, json: { name: "rate_limit_exceeded" } });
    expect(limited.headers.get("retry-after")).toBe("1");
    expect((await send(sandbox.url, MAIL, "k")).status).toBe(200);
    expect(await inbox(sandbox.url)).toHaveLength(1);
  });
});
