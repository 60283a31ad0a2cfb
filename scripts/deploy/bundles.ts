import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import * as z from "zod";
import type { Builds } from "../build.ts";
import { UsageError } from "../lib/project.ts";

/** Cloudflare Workers, limits: 3 MB after compression on the free plan, which is the stricter. */
const LARGEST_BUNDLE_BYTES = 3 * 1024 * 1024;
/** What either wrangler.toml binds by name. */
const WORKER_EXPORTS = ["BookingObject", "ListenerObject", "DashboardService"];
/** Pages holds no key of any service, so it has no business with their code either. */
const NEVER_IN_THE_DASHBOARD = ["api.stripe.com", "api.daily.co", "api.resend.com"];

const routesShape = z.object({ include: z.array(z.string()), exclude: z.array(z.string()) });

/** Says how large the bundles are. @throws UsageError when one could not be deployed or must not be. */
export function inspectBundles(builds: Builds, say: (line: string) => void): void {
  const pages = readFileSync(builds.pagesScript, "utf8");
  const worker = readFileSync(builds.workerScript, "utf8");
  for (const [name, script] of [
    ["dashboard's function", pages],
    ["Worker", worker],
  ] as const) {
    const bytes = gzipSync(script).length;
    say(`${name}: ${kilobytes(bytes)} gzipped`);
    if (bytes > LARGEST_BUNDLE_BYTES)
      throw new UsageError(`the ${name} is larger than ${kilobytes(LARGEST_BUNDLE_BYTES)}`);
  }
  say(`browser's JavaScript, all pages: ${kilobytes(browserBytes(builds.clientDir))} gzipped`);
  for (const name of WORKER_EXPORTS) {
    if (!new RegExp(`\\bas ${name}\\b|[{,]\\s*${name}\\s*[,}]`).test(worker)) {
      throw new UsageError(`the Worker does not export ${name}`);
    }
  }
  const stranger = NEVER_IN_THE_DASHBOARD.find((address) => pages.includes(address));
  if (stranger) throw new UsageError(`the dashboard's function contains a client of ${stranger}`);
  const routes = routesShape.parse(
    JSON.parse(readFileSync(path.join(builds.clientDir, "_routes.json"), "utf8")),
  );
  if (!routes.exclude.includes("/assets/*"))
    throw new UsageError("_routes.json would send /assets/* to the function");
}

function browserBytes(clientDir: string): number {
  const files = readdirSync(clientDir, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".js"),
  );
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(clientDir, file))).length, 0);
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KB`;
