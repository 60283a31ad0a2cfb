import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { type Finding, good, isWrong, wrong } from "../doctor/finding.ts";

/** What has just been deployed; null where only somebody looks whether the app is well. */
export interface Expected {
  /** The Worker's tag. */
  version: string;
  /** The dashboard's static files. */
  clientDir: string;
}

/** A deployment is everywhere within seconds; a new project's first certificate takes longer. */
const EVERYWHERE_WITHIN_MS = 120_000;
const PATIENCE_MS = 10_000;

/** Looks at a deployed app from outside until all is well, or for as long as a deployment may take to be everywhere. */
export async function smokeTest(
  appOrigin: string,
  expected: Expected,
  withinMs = EVERYWHERE_WITHIN_MS,
): Promise<Finding[]> {
  const until = Date.now() + withinMs;
  for (;;) {
    const findings = await lookAtApp(appOrigin, expected);
    if (!findings.some(isWrong) || Date.now() > until) return findings;
    await sleep(2_000);
  }
}

/** One look: health and version, the API's door, the sign-in page with its policy, and that page's scripts. */
export async function lookAtApp(appOrigin: string, expected: Expected | null): Promise<Finding[]> {
  const looks = [lookAtHealth(appOrigin, expected), lookAtApi(appOrigin), lookAtSignIn(appOrigin, expected)];
  return (await Promise.all(looks)).flat();
}

const get = (url: string): Promise<Response | null> =>
  fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);

const REDEPLOY = "`npm run deploy` again; if it stays so, roll back (docs/operations.md)";

const healthShape = z.object({
  status: z.string(),
  version: z.string().optional(),
  checks: z.record(z.string(), z.string()).default({}),
});

async function lookAtHealth(appOrigin: string, expected: Expected | null): Promise<Finding[]> {
  const url = `${appOrigin}/healthz`;
  const response = await get(url);
  if (response === null) return [wrong("app", `${url} does not answer`, REDEPLOY)];
  const health = healthShape.safeParse(await response.json().catch(() => null)).data;
  if (health === undefined)
    return [wrong("app", `${url} answers ${response.status}, not as we do`, REDEPLOY)];
  if (response.status !== 200) {
    const sick = Object.entries(health.checks).filter(([, check]) => check !== "ok");
    const what = `${url}: ${sick.map(([name, check]) => `${name}: ${check}`).join(", ")}`;
    return [wrong("app", what, "put what is missing, or wait for what does not answer")];
  }
  if (expected !== null && health.version !== expected.version) {
    const what = `the Worker that answers is version ${health.version}, not ${expected.version}`;
    return [wrong("app", what, REDEPLOY)];
  }
  return [good("app", `${url}: healthy, version ${health.version ?? "unknown"}`)];
}

async function lookAtApi(appOrigin: string): Promise<Finding[]> {
  const response = await get(`${appOrigin}/api/bookings`);
  const isProblem = response?.headers.get("content-type")?.startsWith("application/problem+json") ?? false;
  if (response?.status === 401 && isProblem) return [good("app", "the API asks who is there")];
  return [
    wrong("app", `${appOrigin}/api/bookings answers ${response?.status ?? "nothing"}, not 401`, REDEPLOY),
  ];
}

async function lookAtSignIn(appOrigin: string, expected: Expected | null): Promise<Finding[]> {
  const response = await get(`${appOrigin}/sign-in`);
  const page = await response?.text();
  if (response?.status !== 200 || !page?.includes('name="email"')) {
    return [
      wrong("app", `${appOrigin}/sign-in answers ${response?.status ?? "nothing"} and no form`, REDEPLOY),
    ];
  }
  const policy = response.headers.get("content-security-policy") ?? "";
  const lacking = ["script-src 'nonce-", "form-action 'self' http", "frame-ancestors 'none'"].filter(
    (part) => !policy.includes(part),
  );
  if (lacking.length > 0) {
    return [wrong("app", `its Content-Security-Policy lacks ${lacking.join(", ")}`, REDEPLOY)];
  }
  return [
    good("app", "the sign-in page stands, under its policy"),
    ...(await lookAtScripts(appOrigin, page, expected)),
  ];
}

/** Their names are hashes of what is in them: a page that names this build's is this build's. */
async function lookAtScripts(appOrigin: string, page: string, expected: Expected | null): Promise<Finding[]> {
  const scripts = [...new Set(page.match(/\/assets\/[\w.-]+\.js/g))];
  const foreign = scripts.find((script) => expected && !existsSync(path.join(expected.clientDir, script)));
  if (foreign !== undefined || scripts.length === 0) {
    return [wrong("app", `the page is not of this build: it names ${foreign ?? "no script"}`, REDEPLOY)];
  }
  const response = await get(`${appOrigin}${scripts[0]}`);
  const kept = response?.headers.get("cache-control") ?? "";
  if (response?.status !== 200 || !kept.includes("immutable")) {
    return [wrong("app", `${scripts[0]} answers ${response?.status ?? "nothing"} (${kept})`, REDEPLOY)];
  }
  return [good("app", `its ${scripts.length} scripts are there and may be kept for ever`)];
}
