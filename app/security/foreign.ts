import { isOwnOrigin } from "../../auth/origin.ts";
import { plainPage } from "./plain-page.ts";

/**
 * The answer to a form that was sent from a foreign page; null for every other request. Asked before Remix is: its own check,
 * which knows only hosts, answers such a post with a bare 500 (and reads a broken `Origin` as its own failure).
 */
export function refuseForeign(request: Request, env: unknown): Response | null {
  const { APP_ORIGIN } = env as { readonly APP_ORIGIN: string };
  return isOwnOrigin(request, APP_ORIGIN) ? null : plainPage(request, 403, "forbidden");
}
