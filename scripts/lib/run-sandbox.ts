import path from "node:path";
import { jitsiStandIn, type Settings } from "../settings.ts";
import { startSandboxThread } from "./sandbox-thread.ts";

/** The sandbox that these settings name, with the secrets that they share with the Worker. @returns how to close it. */
export function runSandbox({ vars, ...settings }: Settings): Promise<() => Promise<void>> {
  return startSandboxThread({
    port: settings.sandboxPort,
    stateDir: path.join(settings.persistTo, "sandbox"),
    // Over loopback, whatever name people reach the app by.
    appOrigin: `http://127.0.0.1:${settings.port}`,
    stripeWebhookSecret: vars["STRIPE_WEBHOOK_SECRET"] ?? "",
    dailyWebhookSecret: vars["DAILY_WEBHOOK_SECRET"] ?? "",
    resendWebhookSecret: vars["RESEND_WEBHOOK_SECRET"] ?? "",
    dailyApiKey: vars["DAILY_API_KEY"] ?? "",
    dailyDomainId: vars["DAILY_DOMAIN_ID"] ?? "",
    wherebyApiKey: vars["WHEREBY_API_KEY"] ?? "",
    wherebyWebhookSecret: vars["WHEREBY_WEBHOOK_SECRET"] ?? "",
    ...jitsiStandIn(settings.sandboxPort, vars),
  });
}
