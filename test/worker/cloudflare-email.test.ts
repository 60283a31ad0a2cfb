import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { EXAMPLES } from "../../mail/examples.ts";
import { cloudflareSender, type EmailBinding } from "../../providers/email/cloudflare/sender.ts";
import { ServiceUnavailable } from "../../providers/failure.ts";

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
