import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { build } from "./build.ts";
import { ensureChromium, ensureChromiumShell } from "./lib/chromium.ts";
import { filesUnder } from "./lib/files.ts";
import { inProject, ROOT, UsageError } from "./lib/project.ts";
import { runTool } from "./lib/run.ts";

/** What is read of vitest's JSON report. */
const reportShape = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

interface Count {
  passed: number;
  failed: number;
  /** Absolute paths of the test files that ran. */
  files: string[];
}

/** `npm test [-- filters]`: everything, and the last line says `N passed, N failed`. */
async function test(filters: readonly string[]): Promise<Count> {
  const whole = filters.length === 0;
  const tests = filesUnder(inProject("test")).filter((file) => /\.test\.tsx?$/.test(file));
  if (whole && tests.some((file) => /test\/(e2e|integration)\//.test(file))) {
    await ensureChromium(console.log);
    await ensureChromiumShell(console.log);
    await build(console.log);
  }
  const ran = await runTests(filters);
  const forgotten = whole ? tests.filter((file) => !ran.files.includes(file)) : [];
  for (const file of forgotten) {
    console.error(
      `never ran: ${path.relative(ROOT, file)} is in no project of vitest.config.ts, or failed to load`,
    );
  }
  return { ...ran, failed: ran.failed + forgotten.length };
}

async function runTests(filters: readonly string[]): Promise<Count> {
  const report = inProject("out/test-report.json");
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = ["run", "--passWithNoTests", ...reporters, ...filters];
  const { code } = await runTool("vitest", args, { output: "show" });
  const count = existsSync(report) ? read(report) : { passed: 0, failed: 0, files: [] };
  // An unhandled error, a configuration that does not load: a failure that belongs to no test is one all the same.
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function read(report: string): Count {
  const { numPassedTests, numFailedTests, testResults } = reportShape.parse(
    JSON.parse(readFileSync(report, "utf8")),
  );
  const notLoaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + notLoaded.length,
    files: testResults.map(({ name }) => name),
  };
}

const count = await test(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `meridian: ${error.message}` : error);
  return { passed: 0, failed: 1, files: [] };
});
if (count.passed + count.failed === 0) console.error("no test ran");
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;
