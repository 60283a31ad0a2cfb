import type { bookingObject } from "../durable-objects/client.ts";
import type { Dataset } from "../telemetry/measured.ts";
import type { DashboardRpc, DeskRpc, FloodRpc } from "../worker/contract.ts";

/** What Pages is given: a database to read, the bookings' objects, and the Worker to write through. */
export interface AppEnv {
  readonly DB: D1Database;
  readonly BOOKING: Parameters<typeof bookingObject>[0];
  /** The Worker's HTTP side, for what it tells everybody. */
  readonly API: Pick<Fetcher, "fetch">;
  readonly DASHBOARD_SERVICE: DashboardRpc & DeskRpc & FloodRpc;
  /** Counters and latencies (telemetry/measured.ts). */
  readonly ANALYTICS?: Dataset;
  /** Without a slash at its end. */
  readonly APP_ORIGIN: string;
  /** Where a form's answer may lead outside: the checkout's and the video services' origins, space-separated. */
  readonly FORM_ACTION_ORIGINS?: string;
  /** Who to turn to when a page can no longer help. */
  readonly SUPPORT_EMAIL?: string;
}
