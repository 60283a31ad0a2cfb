import { readClaim } from "../lib/claim.ts";
import { UsageError } from "../lib/project.ts";
import { readSettings, type Settings } from "../settings.ts";
import { type Finding, good, unknown, wrong } from "./finding.ts";
import { lookAtMail } from "./mail.ts";
import { lookAtWebhooks } from "./webhooks.ts";

/** What `npm start` would meet: its settings, and, for the services that are real here, what they know of us. */
export async function examineLocally(): Promise<Finding[]> {
  let settings: Settings;
  try {
    settings = readSettings();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [wrong("settings", error.message, "correct it in the environment or in .dev.vars")];
  }
  const running = readClaim(settings.persistTo) !== null;
  return [
    good("settings", "every needed setting is there and well formed"),
    good("database", "`npm start` applies what is pending, before anything answers"),
    running
      ? good("app", `it runs: ${settings.appOrigin}`)
      : unknown("app", "it does not run on this state", "`npm start`"),
    ...(await lookAtServices(settings)),
  ];
}

/** A sandbox knows us already. */
async function lookAtServices({ sandboxed, vars, appOrigin }: Settings): Promise<Finding[]> {
  const real = Object.entries(sandboxed).filter(([, standsIn]) => !standsIn);
  if (real.length === 0) return [good("webhooks", "the sandbox stands in for every outside service")];
  const webhooks = await lookAtWebhooks(appOrigin, vars, []);
  const mail = sandboxed.email ? [] : await lookAtMail(vars, []);
  return [...webhooks.map(notFromHere), ...mail];
}

/** Nobody outside reaches this machine, so what is not registered is no mistake here. */
const notFromHere = (finding: Finding): Finding =>
  finding.state === "wrong"
    ? {
        ...finding,
        state: "unknown",
        remedy: "behind a tunnel, or with Stripe's own `stripe listen --forward-to`",
      }
    : finding;
