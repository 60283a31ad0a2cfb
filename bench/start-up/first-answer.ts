import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../scripts/lib/free-port.ts";
import { COMPATIBILITY_DATE } from "../../scripts/lib/project.ts";
import { stateFolder } from "../../scripts/lib/state-folder.ts";

/** The very binary that Miniflare starts. */
const fromMiniflare = createRequire(createRequire(import.meta.url).resolve("miniflare"));
const { default: WORKERD } = fromMiniflare("workerd") as { default: string };

const PATIENCE_MS = 20_000;

/** One Worker on one socket; whatever it could call, D1 included, is itself: a signed-out page asks nobody. */
const configOf = (port: number): string => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);
const main :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "index.js")],
  compatibilityDate = "${COMPATIBILITY_DATE}",
  bindings = [
    (name = "APP_ORIGIN", text = "http://127.0.0.1:${port}"),
    (name = "FORM_ACTION_ORIGINS", text = "https://checkout.stripe.com"),
    (name = "SUPPORT_EMAIL", text = "support@meridian.test"),
    (name = "DASHBOARD_SERVICE", service = "main"),
    (name = "DB", wrapped = (
      moduleName = "cloudflare-internal:d1-api",
      innerBindings = [(name = "fetcher", service = "main")]
    ))
  ]
);
`;

/**
 * Starts a process of workerd with this script alone, and ends it.
 * @returns milliseconds from the process's start to the end of its first answer.
 * @throws unless that is an answer of success.
 */
export async function firstAnswer(script: string): Promise<number> {
  const folder = stateFolder();
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const config = path.join(folder, "config.capnp");
  copyFileSync(script, path.join(folder, "index.js"));
  writeFileSync(config, configOf(port));
  const began = performance.now();
  const workerd = spawn(WORKERD, ["serve", config], { stdio: "ignore" });
  try {
    while (performance.now() - began < PATIENCE_MS) {
      const status = await statusOf(port);
      if (status === 200) return performance.now() - began;
      if (status !== null) throw new Error(`${script}: ${status}`);
      await sleep(1);
    }
    throw new Error(`${script} did not answer`);
  } finally {
    workerd.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns null while nobody listens. */
function statusOf(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const request = http.get({ host: "127.0.0.1", port, agent: false }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
    });
    request.once("error", () => resolve(null));
  });
}
