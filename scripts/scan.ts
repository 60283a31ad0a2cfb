import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as z from "zod";
import { readDocument } from "../test/fuzz/document.ts";
import { installPackage } from "./lib/debian.ts";
import { readOptions } from "./lib/options.ts";
import { withOwnStack } from "./lib/own-stack.ts";
import { main, UsageError } from "./lib/project.ts";
import { run } from "./lib/run.ts";
import { seedWorld } from "./pictures/world.ts";
import { type ScanningPerson, scanningPerson } from "./scan/person.ts";

const WAPITI = "/usr/bin/wapiti";

/**
 * Everything that Wapiti has, but what needs a list or a server from outside (nikto, wapp; ssrf, xxe), and what only guesses
 * names of files and passwords (buster, brute_login_form: there are no passwords).
 */
const MODULES =
  "backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss";

/** Where it begins; the rest it finds by links. */
const PAGES = ["/sessions", "/mentors", "/calendar", "/profile", "/sign-in", "/api-reference", "/test-call"];

/** What stands for a parameter of the API's document, so that an answer has something in it. */
const SENSE: Readonly<Record<string, string>> = {
  bookings: "w-tomorrow",
  mentors: "demo-marcus",
  photos: "demo-marcus",
  reconciliation: "2026-11-01",
  status: "past",
  limit: "20",
  q: "a",
  from: "2026-12-01T00:00:00Z",
  to: "2026-12-08T00:00:00Z",
  role: "mentee",
  outcome: "completed",
};

const foundShape = z.object({
  method: z.string(),
  path: z.string(),
  info: z.string(),
  parameter: z.string().nullable(),
});
const reportShape = z.object({
  vulnerabilities: z.record(z.string(), z.array(foundShape)),
  anomalies: z.record(z.string(), z.array(foundShape)),
});
type Report = z.output<typeof reportShape>;

/** Seconds: of the crawl, and of each module's attack. And how many addresses of one kind: a page of slots alone has fifty. */
const options = {
  crawl: { type: "string", default: "60" },
  attack: { type: "string", default: "90" },
  alike: { type: "string", default: "8" },
  modules: { type: "string", default: MODULES },
} as const;
const USAGE = "npm run scan [-- --crawl SECONDS --attack SECONDS --alike N --modules A,B]";

/**
 * `npm run scan`: Debian's Wapiti as a mentee, against a stack of its own with sessions in every state, from all pages and all of
 * the API that is read. What it finds is explained in docs/security.md, or is a finding.
 */
await main(async () => {
  const { values } = readOptions(USAGE, { options });
  await ensureWapiti();
  const folder = mkdtempSync(path.join(tmpdir(), "meridian-scan-"));
  try {
    await withOwnStack(async (stack) => {
      await seedWorld(stack);
      const person = await scanningPerson(stack, stack.url);
      try {
        print(await scan(stack.url, person, folder, values), person);
      } finally {
        await person.close();
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function ensureWapiti(): Promise<void> {
  if (existsSync(WAPITI)) return;
  console.log("installing the scanner (apt-get install wapiti)");
  const said = await installPackage("wapiti");
  if (existsSync(WAPITI)) return;
  if (said !== null) console.log(said);
  throw new UsageError("the scanner is Debian's wapiti: install it (apt-get install wapiti)");
}

async function scan(
  url: string,
  { proxy }: ScanningPerson,
  folder: string,
  { crawl, attack, alike, modules }: Readonly<Record<keyof typeof options, string>>,
): Promise<Report> {
  const report = path.join(folder, "report.json");
  const starts = [...PAGES.map((page) => `${url}${page}`), ...(await readings(url))];
  const { code } = await run(
    WAPITI,
    [
      ...["-u", `${url}/`, "--scope", "folder", ...starts.flatMap((start) => ["-s", start])],
      ...["-p", proxy, "-m", modules, "--store-session", folder, "--flush-session", "--no-bugreport"],
      ...["--max-scan-time", crawl, "--max-attack-time", attack],
      ...["--max-files-per-dir", alike, "-d", "4", "-v", "1", "-f", "json", "-o", report],
    ],
    { output: "show" },
  );
  if (code !== 0) throw new UsageError(`the scanner ended with ${code}`);
  return reportShape.parse(JSON.parse(readFileSync(report, "utf8")));
}

/** Each GET of the API, with every parameter that it knows: what it does not see in an address it does not try. */
async function readings(url: string): Promise<string[]> {
  const { operations } = readDocument(await (await fetch(`${url}/api/openapi.json`)).json());
  return operations
    .filter(({ method }) => method === "GET")
    .map(({ path: pattern, parameters = [] }) => {
      const filled = pattern.replace(/(\w+)\/\{\w+\}/g, (_, kind: string) => `${kind}/${SENSE[kind] ?? "x"}`);
      const asked = parameters.filter(({ in: where }) => where === "query");
      const query = new URLSearchParams(asked.map(({ name }) => [name, SENSE[name] ?? ""]));
      return query.size === 0 ? `${url}${filled}` : `${url}${filled}?${query}`;
    });
}

function print({ vulnerabilities, anomalies }: Report, { statuses, failures }: ScanningPerson): void {
  for (const [category, found] of [...Object.entries(vulnerabilities), ...Object.entries(anomalies)]) {
    const lines = found.map(
      ({ method, path: at, parameter, info }) => `${method} ${at} ${parameter ?? ""} ${info}`,
    );
    for (const line of new Set(lines)) console.log(`${category}: ${line}`);
  }
  const counted = [...statuses].sort(([one], [other]) => one - other);
  console.log(`answers: ${counted.map(([status, times]) => `${status} x ${times}`).join(", ")}`);
  for (const failure of new Set(failures)) console.log(failure);
}
