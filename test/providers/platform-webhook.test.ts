import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { ServiceUnavailable } from "../../providers/failure.ts";
import { sendWebhook } from "../../providers/platform/webhook.ts";

const NOW = Date.UTC(2026, 10, 28, 12, 0, 0, 999);
const SECRET = new Uint8Array(32).fill(7);
const OTHER = new Uint8Array(32).fill(9);
const WEBHOOK = { id: "evt_b1_2", body: '{"type":"booking.cancelled"}' };

interface Got {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A receiver on this machine. */
async function receiver(status: number, headers: Record<string, string> = {}, answer = "") {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      got.push({ headers: request.headers, body });
      response.writeHead(status, headers).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks?from=meridian`, got };
}

const signed = (secret: Uint8Array, text: string): string =>
  `v1,${createHmac("sha256", secret).update(text).digest("base64")}`;

describe("an outgoing webhook", () => {
  it("is signed as Standard Webhooks says: id, seconds and body, divided by full stops", async () => {
    const { url, got } = await receiver(204);
    await sendWebhook({ url, secrets: [SECRET] }, WEBHOOK, NOW);
    const seconds = String(Math.floor(NOW / 1000));
    expect(got[0]?.body).toBe(WEBHOOK.body);
    expect(got[0]?.headers).toMatchObject({
      "content-type": "application/json",
      "webhook-id": "evt_b1_2",
      "webhook-timestamp": seconds,
      "webhook-signature": signed(SECRET, `evt_b1_2.${seconds}.${WEBHOOK.body}`),
    });
  });

  it("agrees with the standard's own example", async () => {
    const { url, got } = await receiver(200);
    const secret = Uint8Array.from(Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64"));
    const webhook = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: '{"test": 2432232314}' };
    await sendWebhook({ url, secrets: [secret] }, webhook, 1_614_265_330_000);
    expect(got[0]?.headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  it("carries both signatures while a secret is replaced", async () => {
    const { url, got } = await receiver(200);
    await sendWebhook({ url, secrets: [SECRET, OTHER] }, WEBHOOK, NOW);
    const text = `evt_b1_2.${Math.floor(NOW / 1000)}.${WEBHOOK.body}`;
    expect(got[0]?.headers["webhook-signature"]).toBe(`${signed(SECRET, text)} ${signed(OTHER, text)}`);
  });

  it.each([400, 404, 410, 500, 503])("is not delivered by a %i", async (status) => {
    const { url } = await receiver(status, { "retry-after": "7" }, "x".repeat(200_000));
    const sending = sendWebhook({ url, secrets: [SECRET] }, WEBHOOK, NOW);
    await expect(sending).rejects.toMatchObject({
      message: `platform: ${status} to a webhook`,
      retryAfter: 7000,
    });
  });

  it("follows no redirect: what was signed goes where it was configured to go, and nowhere else", async () => {
    const elsewhere = await receiver(200);
    const { url } = await receiver(307, { location: elsewhere.url });
    await expect(sendWebhook({ url, secrets: [SECRET] }, WEBHOOK, NOW)).rejects.toThrow("307");
    expect(elsewhere.got).toEqual([]);
  });

  it("says no more than that there was no answer when nobody is there", async () => {
    const sending = sendWebhook({ url: "http://127.0.0.1:9/", secrets: [SECRET] }, WEBHOOK, NOW);
    await expect(sending).rejects.toThrow(ServiceUnavailable);
    await expect(sending).rejects.toThrow(/^platform: no answer to a webhook$/);
  });
});
