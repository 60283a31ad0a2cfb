import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

// Whoever asks a command for help, or mistypes, has done nothing yet. (`npm test` hands its arguments to vitest.)

const ROOT = path.resolve(import.meta.dirname, "../..");
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};
const OURS = Object.entries(scripts).flatMap(([name, command]) => {
  const file = /^node (\S+)$/.exec(command)?.[1];
  return file === undefined || name === "test" ? [] : [[name, file] as const];
});

const run = (file: string, ...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const options = { cwd: ROOT, timeout: 40_000 };
    execFile(process.execPath, [file, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
    );
  });

test("there are such commands", () => expect(OURS.length).toBeGreaterThan(20));

test.concurrent.each(OURS)(
  "npm run %s refuses an option that it has not, in one line",
  { timeout: 60_000 },
  async (_, file) => {
    const { code, stdout, stderr } = await run(file, "--help");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^meridian: .+\n$/);
  },
);

test("what is wrong is named, with the usage", async () => {
  const { stderr } = await run("scripts/deploy.ts", "--env");
  expect(stderr).toMatch(/^meridian: Option '--env <value>' argument missing\. Usage: npm run deploy .*\n$/);
});
