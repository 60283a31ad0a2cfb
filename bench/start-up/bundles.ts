import { cpSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inProject } from "../../scripts/lib/project.ts";
import { runTool, type Tool } from "../../scripts/lib/run.ts";

/** Remix and one page that says nothing, built as the dashboard is, by the same Vite settings. @returns its script. */
export async function bareBundle(): Promise<string> {
  const folder = inProject("out/bare-remix");
  rmSync(folder, { recursive: true, force: true });
  cpSync(inProject("bench/start-up/bare-remix"), folder, { recursive: true });
  // Remix reads from it what it runs on; the packages themselves are found further up.
  const about = { type: "module", sideEffects: false, dependencies: { "@remix-run/cloudflare": "*" } };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(about));
  const config = inProject("vite.config.ts");
  await tool(folder, "remix", ["vite:build", "--config", config, "--logLevel", "warn"]);
  return path.join(folder, "build/server/index.js");
}

async function tool(cwd: string, name: Tool, args: readonly string[]): Promise<void> {
  const { code, output } = await runTool(name, args, {
    output: "keep",
    cwd,
    env: { NODE_ENV: "production" },
  });
  if (code !== 0) throw new Error(output);
}

/** The least that can be started. @returns its script. */
export function emptyBundle(): string {
  const script = inProject("out/empty-worker.js");
  writeFileSync(script, "export default { fetch: () => new Response('') };\n");
  return script;
}
