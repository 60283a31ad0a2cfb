import { FLOOD_PERIOD, FloodGate, floodKeys } from "../../auth/flood.ts";
import { SECOND } from "../../domain/time.ts";
import type { AppEnv } from "../env.ts";
import { plainPage } from "./plain-page.ts";

/** One for all requests that this isolate answers. */
const gate = new FloodGate();

/** The answer to one request too many; null for every other. The Worker has the counters: Pages can bind none. */
export async function refuseFlood(
  request: Request,
  { APP_ORIGIN, DASHBOARD_SERVICE }: Pick<AppEnv, "APP_ORIGIN" | "DASHBOARD_SERVICE">,
): Promise<Response | null> {
  const keys = await floodKeys(request.headers, APP_ORIGIN);
  const counter = (...asked: Parameters<AppEnv["DASHBOARD_SERVICE"]["mayAsk"]>) =>
    DASHBOARD_SERVICE.mayAsk(...asked);
  if (await gate.admits(keys, counter, Date.now())) return null;
  return plainPage(request, 429, "tooMany", { "Retry-After": String(FLOOD_PERIOD / SECOND) });
}
