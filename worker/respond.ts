import { isConfirmed } from "../auth/confirmed.ts";
import type { Credential } from "../auth/credential.ts";
import { isOwnOrigin, isUnsafe } from "../auth/origin.ts";
import { accepted, type Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import { type Identified, type Identity, identify } from "./identify.ts";
import { queryOf } from "./input.ts";
import type { Operation, Prepared } from "./operation.ts";
import { type Problem, problem, problemResponse } from "./problems.ts";
import { readJson } from "./read-body.ts";
import type { Service } from "./service.ts";

/** One request, as its route took it apart. */
export interface Asked {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly credential: Credential;
}

/**
 * Answers one call. What can be judged without asking anybody is judged first and kept; who is asking, and what the call
 * reads, is then one round trip; and the first refusal in the product's order is what is answered:
 *
 * 1. 401 who is asking is not known;
 * 2. 403 a cookie from a foreign page, the wrong role, or an administrator's browser that has to confirm first;
 * 3. 413, 415, 400 `invalid_json`, 400 `invalid_request`, 404 for an id that cannot be one;
 * 4. whatever the call itself refuses.
 *
 * @param known told who asks, once that is known.
 */
export async function respond(
  operation: Operation,
  service: Service,
  { request, params, credential }: Asked,
  known: (personId: string) => void,
): Promise<Response> {
  const now = service.now();
  const unsafe = isUnsafe(request.method);
  const input = await prepare(operation, request, params, unsafe);
  const { identity, read } = await whoAsks(operation, service, credential, unsafe, input, now);
  const viewer = identity.kind === "person" ? identity.viewer : null;
  if (viewer !== null) known(viewer.id);
  const refusal = refusalFor(operation, service, request, credential, identity, now);
  if (refusal !== null) {
    service.log("refused", {
      request: request.headers.get("cf-ray"),
      operation: operation.id,
      code: refusal.code,
      person: viewer?.id ?? null,
    });
    return problemResponse(refusal);
  }
  if (!input.ok) return problemResponse(input.reason);
  const answer = await input.value.run(service, now, viewer, read);
  return answer instanceof Response ? answer : problemResponse(answer);
}

async function prepare(
  operation: Operation,
  request: Request,
  params: Readonly<Record<string, string>>,
  unsafe: boolean,
): Promise<Result<Prepared, Problem>> {
  const body = unsafe ? await readJson(request) : accepted({});
  if (!body.ok) return body;
  return operation.prepare({ params, query: queryOf(new URL(request.url)), body: body.value });
}

async function whoAsks(
  operation: Operation,
  service: Service,
  credential: Credential,
  unsafe: boolean,
  input: Result<Prepared, Problem>,
  now: number,
): Promise<Identified> {
  if (operation.who === "public") return { identity: { kind: "nobody" }, read: null };
  return identify(service, credential, unsafe, input.ok ? input.value : null, now);
}

function refusalFor(
  operation: Operation,
  service: Service,
  request: Request,
  credential: Credential,
  identity: Identity,
  now: Instant,
): Problem | null {
  if (operation.who === "public") return null;
  if (identity.kind === "nobody") {
    return problem("unauthorized", "Sign in, or send Authorization: Bearer with a valid token.");
  }
  if (credential.kind === "cookie" && !isOwnOrigin(request, service.settings.APP_ORIGIN)) {
    return problem("forbidden", "This request did not come from our own pages.");
  }
  if (!hasRole(operation, identity)) return problem("forbidden", "This is not yours to do.");
  return isWeighty(operation, request, identity) && !isConfirmed(identity.viewer, now)
    ? problem("confirmation_required", "Sign in again, by a code in your mail, and then ask once more.")
    : null;
}

/** An administrator's act: their browser could be one that was left open, and its token is the same in whatever header it comes. */
function isWeighty(
  operation: Operation,
  request: Request,
  identity: Identity,
): identity is Extract<Identity, { kind: "person" }> {
  return identity.kind === "person" && operation.who === "administrator" && isUnsafe(request.method);
}

function hasRole(operation: Operation, identity: Identity): boolean {
  switch (operation.who) {
    case "public":
      return true;
    case "platform":
      return identity.kind === "platform";
    case "person":
      return identity.kind === "person";
    case "administrator":
      return identity.kind === "person" && identity.viewer.roles.admin;
  }
}
