import { lookAtAccount } from "./account.ts";
import { lookAtBindings } from "./bindings.ts";
import type { Deployment } from "./deployment.ts";
import { type Finding, good, unknown } from "./finding.ts";
import { lookAtMail } from "./mail.ts";
import { lookAtSettings } from "./settings.ts";
import { lookAtWebhooks } from "./webhooks.ts";

/**
 * Everything that has to be so before Meridian can be deployed, but for the app itself.
 * @param ask whether Cloudflare and the outside services are asked; without, only this machine's files are looked at.
 */
export async function examine(deployment: Deployment, { ask }: { ask: boolean }): Promise<Finding[]> {
  if (!ask) return [...lookAtSettings(deployment, []), ...lookAtBindings(deployment)];
  const { appOrigin, asking } = deployment;
  const account = await lookAtAccount(deployment);
  const [webhooks, mail] = await Promise.all([
    appOrigin === "" ? [] : lookAtWebhooks(appOrigin, asking, account.secrets),
    lookAtMail(asking, account.secrets),
  ]);
  return [
    ...lookAtSettings(deployment, account.secrets ?? []),
    ...lookAtBindings(deployment),
    ...account.findings,
    secretsFinding(account.secrets),
    ...webhooks,
    ...mail,
  ];
}

function secretsFinding(secrets: readonly string[] | null): Finding {
  if (secrets === null)
    return unknown("secrets", "Cloudflare was not asked which the Worker has", "see above");
  const names = secrets.length === 0 ? "none yet" : [...secrets].sort().join(", ");
  return good("secrets", `at Cloudflare: ${names}`);
}
