import { getLoadContext } from "../../../app/load-context.ts";
import { claimIn, credentialOf } from "../../../auth/credential.ts";
import { ORIGIN } from "./api.ts";

/** What one of the dashboard's loaders or actions is given for a request, as `app/serve.ts` makes it. */
export async function dashboardContext(
  request: Request,
  env: unknown,
  waitUntil: (work: Promise<unknown>) => void = () => undefined,
): Promise<ReturnType<typeof getLoadContext>> {
  return getLoadContext({ request, env, waitUntil }, claimIn(await credentialOf(request.headers, ORIGIN)));
}
