import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Sandbox } from "../context.ts";
import { invalid, ResendFailure } from "./errors.ts";

const DOMAIN = "resend.domain";
const WEBHOOK = "resend.webhook";

const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
const createDomainBody = z.strictObject({
  name: z.string().regex(HOST, "The `name` field must be a valid domain."),
  region: z.enum(["us-east-1", "eu-west-1", "sa-east-1", "ap-northeast-1"]).default("us-east-1"),
});
const createWebhookBody = z.strictObject({
  endpoint: z.url("The `endpoint` field must be a valid URL."),
  events: z.array(z.string().regex(/^(email|contact|domain)\.[a-z_]+$/, "Invalid event type.")).min(1),
});

/** A domain as Resend's list shows it. */
interface Domain {
  id: string;
  name: string;
  status: "not_started" | "pending" | "verified";
  created_at: string;
  region: string;
  capabilities: { sending: string; receiving: string };
}

/** What an account has set up: its domains and its webhooks. @returns null where the call is about something else. */
export function accountCall(sandbox: Sandbox, method: string, path: string, body: string): unknown {
  const call = `${method} ${path}`;
  if (call === "GET /domains") return listOf(sandbox, DOMAIN);
  if (call === "POST /domains") return createDomain(sandbox, body);
  const verified = /^POST \/domains\/([^/]+)\/verify$/.exec(call)?.[1];
  if (verified !== undefined) return verifyDomain(sandbox, verified);
  if (call === "GET /webhooks") return listOf(sandbox, WEBHOOK);
  if (call === "POST /webhooks") return createWebhook(sandbox, body);
  return null;
}

/** Without `limit`, all in one answer, the newest first. */
function listOf(sandbox: Sandbox, kind: string): unknown {
  const data = sandbox.state.list(kind).map(({ body }) => body);
  return { object: "list", has_more: false, data: data.reverse() };
}

function createDomain(sandbox: Sandbox, body: string): unknown {
  const { name, region } = parse(createDomainBody, body);
  const domain: Domain = {
    id: randomUUID(),
    name: name.toLowerCase(),
    status: "not_started",
    created_at: new Date(sandbox.now()).toISOString(),
    region,
    capabilities: { sending: "enabled", receiving: "disabled" },
  };
  const known = sandbox.state.list<Domain>(DOMAIN).some((other) => other.body.name === domain.name);
  if (known)
    throw new ResendFailure(403, "validation_error", `The ${name} domain has been registered already.`);
  sandbox.state.put(DOMAIN, domain);
  return { ...domain, records: [] };
}

/** Its records are found at once: nobody has a DNS server here. */
function verifyDomain(sandbox: Sandbox, id: string): unknown {
  const stored = sandbox.state.get<Domain>(DOMAIN, id);
  if (stored === null) throw new ResendFailure(404, "not_found", "Domain not found");
  sandbox.state.put(DOMAIN, { ...stored.body, status: "verified" });
  return { object: "domain", id };
}

/** Recorded only: the sandbox sends to the app it was started for, under the secret it was given. */
function createWebhook(sandbox: Sandbox, body: string): unknown {
  const { endpoint, events } = parse(createWebhookBody, body);
  const webhook = {
    id: randomUUID(),
    created_at: new Date(sandbox.now()).toISOString(),
    status: "enabled",
    endpoint,
    events,
  };
  sandbox.state.put(WEBHOOK, webhook);
  return { object: "webhook", id: webhook.id, signing_secret: sandbox.options.resendWebhookSecret };
}

function parse<T>(schema: z.ZodType<T>, text: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid("The request body is not valid JSON.");
  }
  const result = schema.safeParse(json);
  if (!result.success) throw invalid(result.error.issues[0]?.message ?? "Invalid body.");
  return result.data;
}
