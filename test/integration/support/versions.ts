import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { Builds } from "../../../scripts/build.ts";
import type { D1Value } from "../../../scripts/lib/d1.ts";
import { freePort } from "../../../scripts/lib/free-port.ts";
import { stateFolder } from "../../../scripts/lib/state-folder.ts";
import { readSettings } from "../../../scripts/settings.ts";
import { startStack } from "../../../scripts/stack.ts";
import { type Api, apiOf } from "../../support/node/api.ts";
import { type SandboxClient, sandboxClient } from "../../support/node/sandbox-client.ts";

const RELEASED = path.resolve(import.meta.dirname, "../../support/released");

/** The bundles of the release before, as `npm run keep-release` kept them. @param into a folder for them to be unpacked to. */
export function releasedBuilds(into: string, { clientDir }: Builds): Builds {
  const unpack = (name: string): string => {
    const script = path.join(into, name, "index.js");
    mkdirSync(path.dirname(script), { recursive: true });
    writeFileSync(script, brotliDecompressSync(readFileSync(path.join(RELEASED, `${name}.js.br`))));
    return script;
  };
  return { clientDir, pagesScript: unpack("dashboard"), workerScript: unpack("worker") };
}

export interface Versions extends Api {
  url: string;
  sandbox: SandboxClient;
  query<Row>(sql: string, ...values: D1Value[]): Promise<Row[]>;
  /** Others' bundles in the place of the running ones, on the same state. */
  become(builds: Builds): Promise<void>;
  close(): Promise<void>;
}

/** The whole stack in this process, of whichever bundles, on the database of now: migrations go before any Worker. */
export async function startVersions(builds: Builds, objectsScript?: string): Promise<Versions> {
  const persistTo = stateFolder();
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const settings = readSettings({
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    PERSIST_TO: persistTo,
  });
  const start = (bundles: Builds) =>
    startStack({
      settings,
      builds: bundles,
      onLog: () => undefined,
      ...(objectsScript === undefined ? {} : { objectsScript }),
    });
  const removeState = () => rmSync(persistTo, { recursive: true, force: true });
  let stack = await start(builds).catch((error: unknown) => {
    removeState();
    throw error;
  });
  return {
    ...apiOf(stack.url, stack.access.platformKey),
    url: stack.url,
    sandbox: sandboxClient(`http://localhost:${sandboxPort}`),
    query: async <Row>(sql: string, ...values: D1Value[]) =>
      (
        await stack.db
          .prepare(sql)
          .bind(...values)
          .all<Row>()
      ).results,
    become: async (next) => {
      await stack.close();
      stack = await start(next);
    },
    close: async () => {
      await stack.close();
      removeState();
    },
  };
}
