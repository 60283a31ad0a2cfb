import * as z from "zod";
import { type Deployed, workerArguments } from "../doctor/environments.ts";
import { askWrangler } from "../lib/ask-wrangler.ts";
import { PAGES_NAME } from "../lib/project.ts";

/** What stood before a deployment; null where there was nothing, or Cloudflare does not tell. */
export interface Before {
  /** The Worker's version that answered. */
  workerVersion: string | null;
  /** Of D1, before the migrations. */
  bookmark: string | null;
  /** The dashboard's deployment that answered. */
  pagesDeployment: string | null;
}

const statusShape = z.object({ versions: z.array(z.object({ version_id: z.string() })) });
const bookmarkShape = z.object({ bookmark: z.string() });
const deploymentsShape = z.array(z.object({ Id: z.string() }));

export async function whatStands(environment: Deployed): Promise<Before> {
  const worker = workerArguments(environment);
  const pages = ["pages", "deployment", "list", "--project-name", PAGES_NAME, "--environment", environment];
  const [status, travel, deployments] = await Promise.all([
    ask(["deployments", "status", "--json", ...worker], statusShape),
    ask(["d1", "time-travel", "info", "DB", "--json", ...worker], bookmarkShape),
    ask([...pages, "--json"], deploymentsShape),
  ]);
  return {
    workerVersion: status?.versions[0]?.version_id ?? null,
    bookmark: travel?.bookmark ?? null,
    pagesDeployment: deployments?.[0]?.Id ?? null,
  };
}

/** What cannot be asked keeps nobody from deploying: there is only one way back less to tell. */
async function ask<T>(args: readonly string[], shape: z.ZodType<T>): Promise<T | null> {
  const answer = await askWrangler(args, shape);
  return answer.ok ? answer.value : null;
}

/** The three steps back, the least first; the code before can work with the database of after. */
export function howToGoBack(
  environment: Deployed,
  { workerVersion, bookmark, pagesDeployment }: Before,
): string[] {
  const worker = workerArguments(environment)
    .map((part) => part || '""')
    .join(" ");
  const lines = ["", "To go back to what stood before (docs/operations.md, Rolling back):"];
  if (workerVersion === null) lines.push("  the Worker: there was none before");
  else lines.push(`  the Worker:    npx wrangler rollback ${workerVersion} ${worker}`);
  if (pagesDeployment === null) lines.push("  the dashboard: there was none before");
  else
    lines.push(
      `  the dashboard: Cloudflare, Workers & Pages, ${PAGES_NAME}, Deployments, ${pagesDeployment}, Rollback`,
    );
  if (bookmark !== null) {
    lines.push(
      "  the database, only if a migration broke it: what was written since is lost",
      `                 npx wrangler d1 time-travel restore DB --bookmark=${bookmark} ${worker}`,
    );
  }
  return lines;
}
