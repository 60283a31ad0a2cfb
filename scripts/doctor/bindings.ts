import { type Deployment, NO_DATABASE } from "./deployment.ts";
import { type Finding, good, wrong } from "./finding.ts";

/** What either wrangler.toml binds, as far as the files alone tell. */
export function lookAtBindings(deployment: Deployment): Finding[] {
  const { environment, workerName, boundByPages, unbound } = deployment;
  const strangers = [...new Set(boundByPages)].filter((name) => name !== workerName);
  const trouble = [
    ...databaseTrouble(deployment),
    ...strangers.map((name) =>
      wrong(
        "bindings",
        `wrangler.toml binds ${name}, but the Worker is ${workerName}`,
        "name the same in both",
      ),
    ),
    ...unbound.map((binding) =>
      wrong("bindings", `${environment} has no ${binding}`, `declare it under [env.${environment}] too`),
    ),
  ];
  return trouble.length > 0 ? trouble : [good("bindings", `Pages and ${workerName} fit together`)];
}

function databaseTrouble({ environment, databaseIds: { pages, worker } }: Deployment): Finding[] {
  const name = environment === "production" ? "meridian" : `meridian-${environment}`;
  if (pages === NO_DATABASE || worker === NO_DATABASE) {
    const remedy = `\`npx wrangler d1 create ${name}\`, and put its id into both wrangler.toml and worker/wrangler.toml`;
    return [wrong("bindings", "database_id is a placeholder", remedy)];
  }
  if (pages === worker) return [];
  return [
    wrong("bindings", "database_id differs between wrangler.toml and worker/wrangler.toml", "name one"),
  ];
}
