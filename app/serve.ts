import { claimIn, credentialOf } from "../auth/credential.ts";
import { isId } from "../domain/ids.ts";
import { serverTiming, tell } from "../telemetry/measured.ts";
import type { AppEnv } from "./env.ts";
import { getLoadContext } from "./load-context.ts";
import type { RouteOf } from "./route-of.ts";
import { refuseFlood } from "./security/flood.ts";
import { judged, refuseForeign, refuseMethod } from "./security/foreign.ts";
import { secure } from "./security/headers.ts";

type Edge = Parameters<typeof getLoadContext>[0];

/**
 * One request of the dashboard: what comes from a foreign page, in a flood or by a method of no page ends here; Remix answers the
 * rest, and every answer (a page, its data, a redirect, a file) leaves under the same headers, and is seen from outside.
 */
export async function serve(routeOf: RouteOf, edge: Edge): Promise<Response> {
  const { request } = edge;
  const env = edge.env as AppEnv;
  const claim = claimIn(await credentialOf(request.headers, env.APP_ORIGIN));
  const context = getLoadContext(edge, claim);
  const { pattern, id, handle } = routeOf(new URL(request.url).pathname);
  const answer =
    refuseMethod(request) ??
    refuseForeign(request, env) ??
    (await refuseFlood(request, claim, env)) ??
    (await handle(judged(request, env), context));
  secure(answer.headers, request.url);
  const booking = pattern.includes("/sessions/:id") && id !== null && isId(id) ? id : null;
  const { person, waited } = context.answer;
  const took = context.now() - context.arrivedAt;
  answer.headers.set("Server-Timing", serverTiming({ part: "page", waited, took }));
  tell(
    {
      event: "request",
      part: "page",
      method: request.method,
      route: pattern,
      status: answer.status,
      took,
      ...waited,
      request: request.headers.get("cf-ray"),
      person,
      booking,
    },
    context.env.ANALYTICS,
  );
  return answer;
}
