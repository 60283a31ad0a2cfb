import { FLOOD_PERIOD, FloodGate, floodKeys } from "../../auth/flood.ts";
import type { TokenClaim } from "../../auth/token.ts";
import { SECOND } from "../../domain/time.ts";
import type { AppEnv } from "../env.ts";
import { plainPage } from "./plain-page.ts";

/** One for all requests that this isolate answers. */
const gate = new FloodGate();

/** The answer to one request too many; null for every other. The Worker has the counters: Pages can bind none. */
export async function refuseFlood(
  request: Request,
  claim: TokenClaim | null,
  { DASHBOARD_SERVICE }: Pick<AppEnv, "DASHBOARD_SERVICE">,
): Promise<Response | null> {
  const keys = floodKeys(request.headers, claim);
  const counter = (...asked: Parameters<AppEnv["DASHBOARD_SERVICE"]["mayAsk"]>) =>
    DASHBOARD_SERVICE.mayAsk(...asked);
  if (await gate.admits(keys, counter, Date.now())) return null;
  return plainPage(request, 429, "tooMany", { "Retry-After": String(FLOOD_PERIOD / SECOND) });
}
