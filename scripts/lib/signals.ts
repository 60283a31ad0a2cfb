import { factsOf } from "./process-identity.ts";

/** How often a process started by npm looks whether npm is still there. */
const PARENT_LOOK_MS = 1_000;

/**
 * Ends this process in order when somebody asks: Ctrl-C, SIGTERM, or npm, our parent, gone without a word (SIGKILL reaches
 * npm only, and what it started would keep the ports). A second Ctrl-C does not wait. To be called first of all: who asks
 * while things are still starting is obeyed at once, and npm must be seen before it can be gone.
 */
export function endWhenAsked(close: () => Promise<void>): void {
  let asked = false;
  const end = (code: number): void => {
    if (asked) process.exit(code);
    asked = true;
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", () => end(130));
  process.on("SIGTERM", () => end(143));
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const chain = chainToNpm();
  setInterval(() => {
    if (chain.some(({ pid, parent }) => factsOf(pid)?.parent !== parent)) end(1);
  }, PARENT_LOOK_MS).unref();
}

/** This process and the shells between it and npm (npm runs `sh -c`), each with its parent as it is now. */
function chainToNpm(): { pid: number; parent: number }[] {
  const chain: { pid: number; parent: number }[] = [];
  for (let pid = process.pid; ; ) {
    const facts = factsOf(pid);
    if (facts === null || (pid !== process.pid && !/(^|\/)-?(sh|dash|bash|zsh)$/.test(facts.name)))
      return chain;
    chain.push({ pid, parent: facts.parent });
    pid = facts.parent;
  }
}
