import { rmSync } from "node:fs";
import { type Builds, build } from "../build.ts";
import { readSettings } from "../settings.ts";
import { type Stack, type StackOptions, startStack } from "../stack.ts";
import { freePort } from "./free-port.ts";
import { stateFolder } from "./state-folder.ts";

interface OwnStackOptions extends Pick<StackOptions, "cron" | "onLog"> {
  /** The script whose objects answer in place of the Worker's own. */
  objects?: (builds: Builds) => NonNullable<StackOptions["objectsScript"]>;
}

/** A stack for one command: free ports, an empty state, the sandbox for everything outside; nothing of it is left. */
export async function withOwnStack<T>(
  work: (stack: Stack) => Promise<T>,
  { objects, onLog = errorsOnly, ...options }: OwnStackOptions = {},
): Promise<T> {
  const builds = await build(console.log);
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const persistTo = stateFolder();
  try {
    const settings = readSettings({
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      PERSIST_TO: persistTo,
      SUPPORT_EMAIL: "support@meridian.test",
    });
    const given = objects === undefined ? {} : { objectsScript: objects(builds) };
    return await during(await startStack({ settings, builds, onLog, ...given, ...options }), work);
  } finally {
    rmSync(persistTo, { recursive: true, force: true });
  }
}

async function during<T>(stack: Stack, work: (stack: Stack) => Promise<T>): Promise<T> {
  try {
    return await work(stack);
  } finally {
    await stack.close();
  }
}

function errorsOnly(level: string, message: string): void {
  if (level === "error") console.error(message);
}
