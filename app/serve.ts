import type { createRequestHandler } from "@remix-run/cloudflare";
import type { AppEnv } from "./env.ts";
import { getLoadContext } from "./load-context.ts";
import { refuseFlood } from "./security/flood.ts";
import { refuseForeign } from "./security/foreign.ts";
import { secure } from "./security/headers.ts";
import { refuseManyRoutes } from "./security/manifest.ts";

type Edge = Parameters<typeof getLoadContext>[0];

/**
 * One request of the dashboard: what comes from a foreign page, in a flood, or asks for more than any page does, ends here; Remix answers the rest, and every answer
 * (a page, its data, a redirect, a file) leaves under the same headers.
 */
export async function serve(handle: ReturnType<typeof createRequestHandler>, edge: Edge): Promise<Response> {
  const { request, env } = edge;
  const answer =
    refuseForeign(request, env) ??
    (await refuseFlood(request, env as AppEnv)) ??
    refuseManyRoutes(request) ??
    (await handle(request, getLoadContext(edge)));
  secure(answer.headers, request.url);
  return answer;
}
