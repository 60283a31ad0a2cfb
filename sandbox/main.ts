// Starts the sandbox alone, for working on it or against it: `node sandbox/main.ts`. `npm start` composes it itself.
import { join } from "node:path";
import { startSandbox } from "./server.ts";

/** Values for a run by hand. They guard nothing: whatever they sign or open lives on this machine only. */
const SECRETS = {
  STRIPE_WEBHOOK_SECRET: "whsec_sandbox_stripe",
  DAILY_WEBHOOK_SECRET: Buffer.from("sandbox-daily-webhook").toString("base64"),
  RESEND_WEBHOOK_SECRET: `whsec_${Buffer.from("sandbox-resend-webhook").toString("base64")}`,
  DAILY_API_KEY: "sandbox-daily-api-key",
  DAILY_DOMAIN_ID: "00000000-0000-4000-8000-000000000001",
  WHEREBY_API_KEY: "sandbox-whereby-api-key",
  WHEREBY_WEBHOOK_SECRET: "sandbox-whereby-webhook",
};

function setting(name: string, fallback: string): string {
  const value = process.env[name];
  return value === undefined || value === "" ? fallback : value;
}

function portSetting(): number {
  const text = setting("SANDBOX_PORT", "8790");
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  console.error(`SANDBOX_PORT: not a port: ${text}`);
  process.exit(1);
}

const sandbox = await startSandbox({
  port: portSetting(),
  stateDir: setting("SANDBOX_STATE", join(setting("PERSIST_TO", ".meridian"), "sandbox")),
  appOrigin: setting("APP_ORIGIN", `http://localhost:${setting("PORT", "8788")}`),
  stripeWebhookSecret: setting("STRIPE_WEBHOOK_SECRET", SECRETS.STRIPE_WEBHOOK_SECRET),
  dailyWebhookSecret: setting("DAILY_WEBHOOK_SECRET", SECRETS.DAILY_WEBHOOK_SECRET),
  resendWebhookSecret: setting("RESEND_WEBHOOK_SECRET", SECRETS.RESEND_WEBHOOK_SECRET),
  dailyApiKey: setting("DAILY_API_KEY", SECRETS.DAILY_API_KEY),
  dailyDomainId: setting("DAILY_DOMAIN_ID", SECRETS.DAILY_DOMAIN_ID),
  wherebyApiKey: setting("WHEREBY_API_KEY", SECRETS.WHEREBY_API_KEY),
  wherebyWebhookSecret: setting("WHEREBY_WEBHOOK_SECRET", SECRETS.WHEREBY_WEBHOOK_SECRET),
});
console.log(`sandbox: ${sandbox.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}
