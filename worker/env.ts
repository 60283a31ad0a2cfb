import type { EmailBinding } from "../providers/email/cloudflare/sender.ts";
import type { Dataset } from "../telemetry/measured.ts";

/** The Worker's bindings. Settings lie beside them as strings: `readSettings` is the only one to look. */
export interface Env {
  readonly DB: D1Database;
  readonly BOOKING: DurableObjectNamespace;
  readonly LISTENER: DurableObjectNamespace;
  /** How often one calendar feed is read. */
  readonly FEED_RATE: RateLimit;
  /** Against floods: by network address, and by session. */
  readonly ADDRESS_RATE?: RateLimit;
  readonly SESSION_RATE?: RateLimit;
  /** Counters and latencies (telemetry/measured.ts). */
  readonly ANALYTICS?: Dataset;
  /** Which deployment this is; its tag is what `npm run deploy` gave it. */
  readonly VERSION: WorkerVersionMetadata;
  /** Only where EMAIL_PROVIDER is `cloudflare`. */
  readonly EMAIL?: EmailBinding;
}

export const settingsIn = (env: Env): Readonly<Record<string, unknown>> => ({ ...env });
