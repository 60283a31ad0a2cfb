import type { HttpBindings } from "@hono/node-server";
import type { Faults } from "./faults.ts";
import type { SandboxOptions } from "./options.ts";
import type { State } from "./state.ts";
import type { Webhooks } from "./webhooks.ts";

/** What every part of the sandbox is handed. */
export interface Sandbox {
  options: SandboxOptions;
  state: State;
  faults: Faults;
  webhooks: Webhooks;
  /** `http://localhost:PORT`, known once it listens. */
  url: () => string;
  now: () => number;
  /** Aborted when the sandbox closes, so that held requests do not keep it open. */
  closing: AbortSignal;
  /** Brings everything that the clock changes up to date: reading never waits for a timer. */
  advance: () => void;
}

/** Hono's environment: the raw request and response, which faults cut off. */
export type Env = { Bindings: HttpBindings };
