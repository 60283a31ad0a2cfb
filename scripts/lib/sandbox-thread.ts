import { parentPort, Worker, workerData } from "node:worker_threads";
import type { SandboxOptions } from "../../sandbox/options.ts";

// The sandbox in a thread of its own. Miniflare's bindings block the thread that calls them until the Worker has answered
// (`npm run dev` renders pages that way), and the Worker may be waiting for the sandbox: in one thread they would wait for each
// other. A thread, and not a process: it cannot be left behind.

type Message =
  | { type: "listening" }
  | { type: "failed"; message: string; code: string | null }
  | { type: "closed" };

/** @returns how to close it. */
export function startSandboxThread(options: SandboxOptions): Promise<() => Promise<void>> {
  const thread = new Worker(new URL(import.meta.url), { workerData: options });
  return new Promise((resolve, reject) => {
    thread.once("error", reject);
    thread.once("message", (message: Message) => {
      if (message.type === "listening") return resolve(() => close(thread));
      const code = message.type === "failed" ? message.code : null;
      const error = new Error(
        message.type === "failed" ? message.message : "the sandbox closed while starting",
      );
      reject(Object.assign(error, { code }));
    });
  });
}

async function close(thread: Worker): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    thread.once("message", () => resolve());
    thread.once("exit", () => resolve());
  });
  thread.postMessage("close");
  await closed;
  await thread.terminate();
}

if (parentPort !== null) {
  const port = parentPort;
  const say = (message: Message): void => port.postMessage(message);
  const { startSandbox } = await import("../../sandbox/server.ts");
  try {
    const sandbox = await startSandbox(workerData as SandboxOptions);
    port.once("message", () => void sandbox.close().finally(() => say({ type: "closed" })));
    say({ type: "listening" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : null;
    say({ type: "failed", message: error instanceof Error ? error.message : String(error), code });
  }
}
