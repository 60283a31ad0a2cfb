import { readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { readOptions } from "./lib/options.ts";
import { inProject, main } from "./lib/project.ts";

// A registry behind a mirror may lack binaries of platforms that are not one's own. `npm install` then leaves them out of
// package-lock.json, and the next `npm ci` refuses the file as incomplete. This names them again, by what their packages ask
// for: npm skips what does not fit the machine, and fetches by version where it does.

const entryShape = z.looseObject({
  license: z.string().optional(),
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lockShape = z.looseObject({ packages: z.record(z.string(), entryShape) });
type Lock = z.output<typeof lockShape>;

/** Optional packages that are asked for and not named: whose they are, and in which version. */
export function missingIn({
  packages,
}: Lock): { readonly name: string; readonly version: string; readonly of: string }[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isNamed(packages, path, name))
      .map(([name, version]) => ({ name, version, of: path })),
  );
}

export const readLock = (): Lock =>
  lockShape.parse(JSON.parse(readFileSync(inProject("package-lock.json"), "utf8")));

/** As Node looks packages up: beside their user, then further out. */
function isNamed(packages: Lock["packages"], path: string, name: string): boolean {
  for (let base = path; ; base = base.slice(0, Math.max(0, base.lastIndexOf("/node_modules/")))) {
    if (`${base === "" ? "" : `${base}/`}node_modules/${name}` in packages) return true;
    if (base === "") return false;
  }
}

const SYSTEMS: Readonly<Record<string, string>> = { windows: "win32" };
const PROCESSORS: Readonly<Record<string, string>> = { "64": "x64", eabi: "arm" };

/** `@rollup/rollup-linux-x64-musl` and its like say for whom they are. */
function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } {
  const [system = "", processor = "x64", abi = ""] = name
    .replace(/^.*\/(cli|rollup|workerd)-/, "")
    .split("-");
  const libc = abi.startsWith("musl")
    ? ["musl"]
    : abi.startsWith("gnu") && system === "linux"
      ? ["glibc"]
      : null;
  const found = { os: [SYSTEMS[system] ?? system], cpu: [PROCESSORS[processor] ?? processor] };
  return libc === null ? found : { ...found, libc };
}

if (import.meta.main) {
  await main(() => {
    readOptions("node scripts/complete-lockfile.ts", {});
    const lock = readLock();
    const missing = missingIn(lock);
    for (const { name, version, of } of missing) {
      const { dev, license } = lock.packages[of] ?? {};
      const marks = { ...(dev ? { dev } : {}), ...(license ? { license } : {}), optional: true };
      lock.packages[`node_modules/${name}`] = {
        version: version.replace(/^[~^]/, ""),
        ...platformOf(name),
        ...marks,
      };
    }
    const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
    const text = JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2);
    writeFileSync(inProject("package-lock.json"), `${text}\n`);
    console.log(
      missing.length === 0 ? "package-lock.json is complete" : `${missing.length} packages named again`,
    );
  });
}
