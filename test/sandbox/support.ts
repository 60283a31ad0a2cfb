import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { onTestFinished } from "vitest";
import type { SandboxOptions } from "../../sandbox/options.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";

export const STRIPE_SECRET = "whsec_test_stripe";
export const DAILY_SECRET = Buffer.from("daily-webhook-secret").toString("base64");
export const RESEND_SECRET = `whsec_${Buffer.from("resend-webhook-secret").toString("base64")}`;
export const DAILY_KEY = "daily-api-key-for-tests";
export const DAILY_DOMAIN = "00000000-0000-4000-8000-000000000001";
export const WHEREBY_KEY = "whereby-key";
export const WHEREBY_SECRET = "whereby-webhook-secret";

/** A webhook as the app got it, before anybody looked into it. */
export interface Got {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  type: string;
}

export interface World {
  sandbox: RunningSandbox;
  stripe: Stripe;
  got: Got[];
  /** Moves the sandbox's clock and does what that makes due. */
  pass: (milliseconds: number) => void;
  /** What the app answers to webhooks from now on. */
  answerWith: (status: number) => void;
  restart: () => Promise<void>;
  arm: (fault: Record<string, unknown>) => Promise<Response>;
  /** Waits until the app has what it was sent. */
  delivered: () => Promise<void>;
  /** Types of the webhooks of one service, in the order they came. */
  types: (service: string) => string[];
}

/** A sandbox on a state folder of its own, with an app that only listens. The clock moves when `pass` is called. */
export async function world(options: Partial<SandboxOptions> = {}): Promise<World> {
  const stateDir = mkdtempSync(join(tmpdir(), "sandbox-test-"));
  const app = await startApp();
  let skipped = 0;
  const start = (): Promise<RunningSandbox> =>
    startSandbox({
      port: 0,
      stateDir,
      appOrigin: app.origin,
      stripeWebhookSecret: STRIPE_SECRET,
      dailyWebhookSecret: DAILY_SECRET,
      resendWebhookSecret: RESEND_SECRET,
      dailyApiKey: DAILY_KEY,
      dailyDomainId: DAILY_DOMAIN,
      wherebyApiKey: WHEREBY_KEY,
      wherebyWebhookSecret: WHEREBY_SECRET,
      clock: () => Date.now() + skipped,
      ...options,
    });
  const sandbox = await start();
  const it: World = {
    sandbox,
    stripe: stripeClient(sandbox),
    got: app.got,
    pass: (milliseconds) => {
      skipped += milliseconds;
      it.sandbox.tick();
    },
    answerWith: app.answerWith,
    restart: async () => {
      await it.sandbox.close();
      it.sandbox = await start();
      it.stripe = stripeClient(it.sandbox);
    },
    arm: (fault) => post(`${it.sandbox.url}/faults`, fault),
    delivered: () => until(() => it.sandbox.pendingWebhooks() === 0),
    types: (service) => app.got.filter(({ path }) => path === `/webhooks/${service}`).map(({ type }) => type),
  };
  onTestFinished(async () => {
    await it.sandbox.close();
    await app.close();
    rmSync(stateDir, { recursive: true, force: true });
  });
  return it;
}

/** As the product builds it: over fetch. The package's Node client would repeat a dropped request by itself. */
export function stripeClient(sandbox: RunningSandbox, key = "sk_test_meridian"): Stripe {
  return new Stripe(key, {
    host: "localhost",
    port: sandbox.port,
    protocol: "http",
    httpClient: Stripe.createFetchHttpClient(),
    timeout: 3_000,
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

/** Polls; a test that waits for what never comes fails by name of its own assertion, not by the runner's clock. */
export async function until(condition: () => boolean | Promise<boolean>, within = 4_000): Promise<void> {
  const deadline = Date.now() + within;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`still not so after ${within} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

export interface ErrorShape {
  type: string;
  code?: string;
  statusCode?: number;
  message: string;
  param?: string;
  rawType?: string;
}

/** The error a Stripe call ends with; one that succeeds is the failure. */
export async function errorOf(call: Promise<unknown>): Promise<ErrorShape> {
  try {
    await call;
  } catch (error) {
    return error as ErrorShape;
  }
  throw new Error("expected the call to fail");
}

/** A payment intent that is paid, as the platform's own tests make them. */
export function paidIntent(
  stripe: Stripe,
  amount = 5000,
  payment_method = "pm_card_visa",
): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({
    amount,
    currency: "usd",
    payment_method,
    allowed_payment_method_types: ["card"],
    confirm: true,
  });
}

async function startApp() {
  const got: Got[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const { type } = JSON.parse(body) as { type: string };
      got.push({ path: request.url ?? "", headers: request.headers, body, type });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    got,
    origin: `http://127.0.0.1:${port}`,
    answerWith: (next: number) => {
      status = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
