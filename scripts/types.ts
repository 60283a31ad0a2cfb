import { readOptions } from "./lib/options.ts";
import { main, UsageError } from "./lib/project.ts";
import { runTool } from "./lib/run.ts";

/**
 * The bindings' types, from both wrangler.toml. Two names, since both are seen by one type check: `PagesEnv` of the dashboard and
 * `WorkerEnv` of the Worker. `-- --check` changes nothing and fails when one is out of date.
 */
const FILES = [
  {
    path: "worker-configuration.d.ts",
    // The Worker's configuration second: its exports give the service bindings their types.
    args: ["-c", "wrangler.toml", "-c", "worker/wrangler.toml", "--env-interface", "PagesEnv"],
  },
  {
    path: "worker/worker-configuration.d.ts",
    args: ["-c", "worker/wrangler.toml", "--env-interface", "WorkerEnv"],
  },
];

await main(async () => {
  const options = { check: { type: "boolean", default: false } } as const;
  const { check } = readOptions("npm run types [-- --check]", { options }).values;
  // No .dev.vars: the types must not depend on what one developer keeps there.
  const common = ["--include-runtime=false", "--strict-vars=false", "--env-file", ".dev.vars.example"];
  const runs = await Promise.all(
    FILES.map(async ({ path, args }) => {
      const ran = await runTool(
        "wrangler",
        ["types", path, ...args, ...common, ...(check ? ["--check"] : [])],
        {
          output: "keep",
        },
      );
      return { path, ...ran };
    }),
  );
  const failed = runs.find(({ code }) => code !== 0);
  if (!failed) return console.log(check ? "binding types are up to date" : "binding types are written");
  throw new UsageError(
    `${failed.path}: ${check ? "out of date; run `npm run types`" : "failed"}\n${failed.output}`,
  );
});
