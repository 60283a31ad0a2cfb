import { FLOOD_PERIOD, FloodGate, floodKeys } from "../auth/flood.ts";
import type { TokenClaim } from "../auth/token.ts";
import { SECOND } from "../domain/time.ts";
import type { Env } from "./env.ts";
import { type Problem, rateLimited } from "./problems.ts";
import { floodCounterFrom } from "./services.ts";

/** One for all requests that this isolate answers. */
const gate = new FloodGate();

/**
 * The answer to one request too many; null for every other. Not for the services' webhooks: they come in bursts from few
 * addresses, and one without a good signature costs no more than its check.
 */
export async function refuseFlood(
  env: Env,
  request: Request,
  claim: TokenClaim | null,
): Promise<Problem | null> {
  if (new URL(request.url).pathname.startsWith("/webhooks/")) return null;
  const keys = floodKeys(request.headers, claim);
  if (await gate.admits(keys, floodCounterFrom(env), Date.now())) return null;
  return rateLimited("Too much was asked within a minute. Nothing was changed.", FLOOD_PERIOD / SECOND);
}
