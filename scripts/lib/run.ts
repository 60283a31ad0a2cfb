import { spawn } from "node:child_process";
import { inProject, ROOT } from "./project.ts";

export interface RunOptions {
  /** `show` hands the terminal to the program; `keep` returns what it said. */
  output: "show" | "keep";
  env?: Record<string, string>;
  /** Where it runs; the project's folder unless told. */
  cwd?: string;
}

export interface Ran {
  code: number;
  /** All that it said. */
  output: string;
  /** Of that, what it wrote as its answer. */
  stdout: string;
}

/** The entry of a tool, run by this very Node: a machine's own may be too old for it (wrangler needs 22). */
const TOOLS = {
  wrangler: "node_modules/wrangler/bin/wrangler.js",
  remix: "node_modules/@remix-run/dev/dist/cli.js",
  vitest: "node_modules/vitest/vitest.mjs",
} as const;

export type Tool = keyof typeof TOOLS;

/** No questions, no telemetry, no look for updates: a build must not wait for a network. */
const QUIET = { WRANGLER_SEND_METRICS: "false", CI: "1", NO_UPDATE_NOTIFIER: "1" };

export function runTool(tool: Tool, args: readonly string[], options: RunOptions): Promise<Ran> {
  return run(process.execPath, [inProject(TOOLS[tool]), ...args], {
    ...options,
    env: { ...QUIET, ...options.env },
  });
}

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? ROOT,
      stdio: options.output === "show" ? "inherit" : ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...options.env },
    });
    let output = "";
    let stdout = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      stdout += chunk.toString();
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output, stdout }));
  });
}
