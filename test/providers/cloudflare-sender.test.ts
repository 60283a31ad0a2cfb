import { describe, expect, it } from "vitest";
import { cloudflareSender, type EmailBinding } from "../../providers/email/cloudflare/sender.ts";
import { calendar, FROM, message } from "./support/email.ts";
import { outage } from "./support/service.ts";

describe("Cloudflare's Email Service", () => {
  type Sent = Parameters<EmailBinding["send"]>[0];
  const failing = (error: unknown): EmailBinding => ({ send: () => Promise.reject(error) });
  const coded = (code: string, words = "no") => Object.assign(new Error(words), { code });

  it("takes a mail, attachments and all", async () => {
    const sent: Sent[] = [];
    const binding: EmailBinding = {
      send: async (given) => {
        sent.push(given);
        return { messageId: "m1" };
      },
    };
    expect(await cloudflareSender({ binding, from: FROM }).send(message, "k1")).toEqual({
      ok: true,
      value: { id: "m1" },
    });
    expect(sent[0]).toMatchObject({
      to: message.to,
      from: { name: "Meridian", email: "mail@meridian.example" },
    });
    const [file] = sent[0]?.attachments ?? [];
    expect(file).toMatchObject({
      disposition: "attachment",
      type: "text/calendar; charset=utf-8; method=REQUEST",
    });
    expect(new TextDecoder().decode(file?.content)).toBe(calendar);
    await cloudflareSender({ binding, from: "mail@meridian.example" }).send(message, "k2");
    expect(sent[1]?.from).toBe("mail@meridian.example");
  });

  it.each(["E_RECIPIENT_SUPPRESSED", "E_VALIDATION_ERROR", "E_RECIPIENT_NOT_ALLOWED"])(
    "%s is for good",
    async (code) => {
      const sender = cloudflareSender({
        binding: failing(coded(code, "ana@example.com is out")),
        from: FROM,
      });
      expect(await sender.send(message, "k1")).toEqual({
        ok: false,
        reason: { code: "refused", detail: `${code}: [address] is out` },
      });
    },
  );

  it.each(["E_RATE_LIMIT_EXCEEDED", "E_SENDER_NOT_VERIFIED", "E_INTERNAL_SERVER_ERROR"])(
    "%s may pass",
    async (code) => {
      await outage(cloudflareSender({ binding: failing(coded(code)), from: FROM }).send(message, "k1"));
    },
  );

  it("failing without a code, or answering nonsense, is an outage", async () => {
    await outage(cloudflareSender({ binding: failing(new Error("gone")), from: FROM }).send(message, "k1"));
    await outage(cloudflareSender({ binding: { send: async () => null }, from: FROM }).send(message, "k1"));
  });
});
