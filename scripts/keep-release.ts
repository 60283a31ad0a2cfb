import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build, workerVersion } from "./build.ts";
import { readOptions } from "./lib/options.ts";
import { inProject, main } from "./lib/project.ts";

/**
 * Keeps both bundles as the release that the next version must get along with (test/integration/two-versions.test.ts): run and
 * committed after each deployment to production. Bundles, since a checkout may come without its history.
 */
await main(async () => {
  readOptions("npm run keep-release", {});
  const builds = await build(console.log);
  const folder = inProject("test/support/released");
  mkdirSync(folder, { recursive: true });
  const bundles = { dashboard: builds.pagesScript, worker: builds.workerScript };
  for (const [name, script] of Object.entries(bundles)) {
    // Its last line names a map that is not kept.
    const text = readFileSync(script, "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
    const compressed = brotliCompressSync(text);
    writeFileSync(path.join(folder, `${name}.js.br`), compressed);
    console.log(`${name}: ${Math.ceil(compressed.length / 1024)} KB`);
  }
  const release = { version: workerVersion(builds), kept_on: new Date().toISOString().slice(0, 10) };
  writeFileSync(path.join(folder, "release.json"), `${JSON.stringify(release, null, 2)}\n`);
});
