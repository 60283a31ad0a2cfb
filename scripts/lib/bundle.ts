import { build } from "esbuild";
import { inProject } from "./project.ts";

/**
 * One module for workerd, as small as it gets. Not Wrangler's own bundler, which keeps each function's name by a call that is made
 * whenever the function is, and cannot be told not to for Pages.
 * @throws Error with what esbuild found wrong.
 */
export async function bundleForWorkerd(entry: string, outfile: string): Promise<void> {
  await build({
    absWorkingDir: inProject("."),
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    define: { "process.env.NODE_ENV": '"production"' },
    legalComments: "none",
    logLevel: "silent",
  });
}
