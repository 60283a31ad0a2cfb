import "./support/settings.ts";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { EXAMPLES } from "../../mail/examples.ts";
import { cloudflareSender, type EmailBinding } from "../../providers/email/cloudflare/sender.ts";
import { ServiceUnavailable } from "../../providers/failure.ts";
import { servicesFrom } from "../../worker/services.ts";
import { left, outsideAsUsual } from "./support/outside.ts";

// The adapter against the runtime's own `send_email` binding, as `wrangler dev` has it; what it does with each refusal is in
// test/providers/cloudflare-sender.test.ts.

const { EMAIL: binding } = env as unknown as { readonly EMAIL: EmailBinding };
const HOUSE = {
  appOrigin: "https://meridian.example",
  supportEmail: "support@meridian.example",
  emailFrom: "Meridian <mail@meridian.example>",
};

test.each(EXAMPLES.flatMap((example) => (["en", "es"] as const).map((locale) => ({ locale, example }))))(
  "takes every mail, files and all ($locale, $example.name)",
  async ({ locale, example }) => {
    const sender = cloudflareSender({ binding, from: HOUSE.emailFrom });
    const sent = await sender.send({ to: "ana@example.com", ...example.write(locale, HOUSE) }, "k");
    expect(sent).toEqual({ ok: true, value: { id: expect.stringMatching(/@/) } });
  },
);

test("a sender that the binding does not allow is our own outage, and the mail waits", async () => {
  const sender = cloudflareSender({ binding, from: "mail@elsewhere.example" });
  const mail = EXAMPLES[0]?.write("en", HOUSE);
  if (mail === undefined) throw new Error("no example");
  await expect(sender.send({ to: "ana@example.com", ...mail }, "k")).rejects.toBeInstanceOf(
    ServiceUnavailable,
  );
});

test("is asked where it is chosen, and Resend where that is", async () => {
  outsideAsUsual();
  const [example] = EXAMPLES;
  if (example === undefined) throw new Error("no example");
  const asked: unknown[] = [];
  const send = async (message: unknown) => {
    asked.push(message);
    return { messageId: "m1" };
  };
  const given = { ...env, EMAIL: { send } };
  const mail = { to: "ana@example.com", ...example.write("en", HOUSE) };
  const by = (settings: object) => servicesFrom({ ...given, ...settings } as never).email.send(mail, "k");
  expect(await by({ EMAIL_PROVIDER: "cloudflare", RESEND_API_KEY: undefined })).toMatchObject({ ok: true });
  expect([asked.length, left.length]).toEqual([1, 0]);
  expect(await by({ EMAIL_PROVIDER: "resend" })).toMatchObject({ ok: true });
  expect([asked.length, left.length]).toEqual([1, 1]);
});
