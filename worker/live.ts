import { claimIn, credentialOf } from "../auth/credential.ts";
import { isFromOwnPage } from "../auth/origin.ts";
import { SESSION_HEADER } from "../durable-objects/listener-contract.ts";
import { identify } from "./identify.ts";
import { invalidRequest, problem, rateLimited } from "./problems.ts";
import type { RawOperation } from "./raw-operation.ts";
import type { Service } from "./service.ts";

/** How long a page that is one too many waits before it calls again, in seconds. */
const TOO_MANY_WAIT = 60;

/** An open page listens: who asks is known by the cookie, and only a page of ours may use it. */
export const live: RawOperation = {
  id: "listen",
  summary: "A WebSocket that says which of one's bookings has changed: `{booking, version}`, nothing else",
  method: "GET",
  path: "/api/live",
  replies: { 101: "The socket is open; it answers `ping` with `pong`" },
  problems: ["unauthorized", "forbidden", "invalid_request", "rate_limited"],
  async handle(service, request) {
    const { headers } = request;
    const { APP_ORIGIN } = service.settings;
    const credential = await credentialOf(headers, APP_ORIGIN);
    const claim = claimIn(credential);
    const { identity } = await identify(service, credential, false, null, service.now());
    if (claim === null || identity.kind !== "person") {
      return problem("unauthorized", "Sign in, or send Authorization: Bearer with a valid token.");
    }
    if (credential.kind === "cookie" && !isFromOwnPage(headers, APP_ORIGIN)) {
      return problem("forbidden", "This request did not come from our own pages.");
    }
    if (headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return invalidRequest([{ field: "Upgrade", message: "must be websocket" }]);
    }
    const upgrade = { Upgrade: "websocket", [SESSION_HEADER]: claim.tokenHash };
    const answer = await service.listener(claim.userId).fetch(new Request(request.url, { headers: upgrade }));
    if (answer.status === 101) return answer;
    return rateLimited("Too many pages are open.", TOO_MANY_WAIT);
  },
};

/**
 * After a session has ended: its open pages are told so, and hear no more.
 * @param session the hash of its token; null for all of the person's.
 */
export async function hangUp(service: Service, userId: string, session: string | null): Promise<void> {
  try {
    await service.listener(userId).hangUp(session);
  } catch (error) {
    // They are signed out all the same: what such a page hears is no more than that it should ask, and it is refused.
    service.log("hang_up_failed", { why: error instanceof Error ? error.message : "" });
  }
}
