import * as z from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { isUnsafe } from "../auth/origin.ts";
import { BOOKMARK_HEADER } from "./bookmark-header.ts";
import { grouped } from "./grouped.ts";
import type { Operation, Who } from "./operation.ts";
import { OPERATIONS, RAW_OPERATIONS } from "./operations/all.ts";
import { type ProblemCode, statusOf } from "./problems.ts";
import type { RawOperation } from "./raw-operation.ts";
import { problemBody } from "./schemas/common.ts";
import { eventId, platformEventJson } from "./schemas/platform-event.ts";

// The OpenAPI document is made from the schemas that check the requests: it cannot promise what is not held.

/**
 * @param appOrigin the server that the document names.
 * @returns an OpenAPI 3.1 document, as JSON.
 */
export function openApiDocument(appOrigin: string): unknown {
  return createDocument({
    openapi: "3.1.1",
    info: {
      title: "Meridian",
      version: "1",
      description:
        "One-to-one mentorship sessions: book, join, cancel. Instants are RFC 3339 in UTC, amounts integers in the " +
        "currency's minor unit. Refusals are application/problem+json (RFC 9457) with a stable `code`. Reads come from the " +
        `nearest copy: an answer to a write brings \`${BOOKMARK_HEADER}\`, and a read that sends it back knows of the write.`,
    },
    servers: [{ url: appOrigin }],
    tags: Object.values(TAGS),
    paths: pathsOf(),
    webhooks: { bookingChanged },
    components: {
      // What we send, not what we read: listed among the answers, so that it is described as they are.
      responses: {
        PlatformEvent: {
          description: "What our webhooks carry",
          content: { "application/json": { schema: platformEventJson } },
        },
      },
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A person's token" },
        browser: {
          type: "apiKey",
          in: "cookie",
          name: "__Host-meridian",
          description: "A signed-in browser; unsafe calls need our own Origin besides",
        },
        platform: { type: "http", scheme: "bearer", description: "PLATFORM_API_KEY" },
      },
    },
  });
}

/** In the order in which a reader wants them. */
const TAGS: Readonly<Record<Who | "outside", { readonly name: string; readonly description: string }>> = {
  person: { name: "People", description: "A signed-in person's own bookings, the mentors and their slots." },
  public: { name: "Everybody", description: "Without any credential." },
  platform: { name: "Platforms", description: "An existing booking system, with its key." },
  administrator: { name: "Administrators", description: "Money and bookings that need a hand." },
  outside: { name: "Outside", description: "What services and browsers call; no program needs it." },
};

/** What we send ourselves, as Standard Webhooks lays it out; how it is signed and repeated is in docs/platform.md. */
const bookingChanged: { post: ZodOpenApiOperationObject } = {
  post: {
    operationId: "bookingChanged",
    summary: "Every change of a booking, posted to the platform's address",
    security: [],
    requestParams: {
      header: z.object({
        "webhook-id": eventId.meta({ description: "The same at every try: keep those you have dealt with" }),
        "webhook-timestamp": z.string().meta({ description: "Of this try, in seconds" }),
        "webhook-signature": z.string().meta({
          description:
            "`v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`; two, parted by a blank, while a secret is rolled",
        }),
      }),
    },
    requestBody: {
      required: true,
      content: { "application/json": { schema: { $ref: "#/components/schemas/PlatformEvent" } } },
    },
    responses: { "2XX": { description: "Taken; anything else is tried again for three days" } },
  },
};

function pathsOf(): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  const add = (method: string, path: string, operation: ZodOpenApiOperationObject): void => {
    const at = path.replace(/:(\w+)/g, "{$1}");
    paths[at] = { ...paths[at], [method.toLowerCase()]: operation };
  };
  for (const operation of OPERATIONS) add(operation.method, operation.path, describe(operation));
  for (const raw of RAW_OPERATIONS) add(raw.method, raw.path, describeRaw(raw));
  add("GET", "/healthz", {
    operationId: "health",
    tags: [TAGS.public.name],
    summary: "Whether the Worker, D1 and a Durable Object answer",
    responses: {
      200: { description: "They do" },
      503: { description: "Names what does not" },
      ...problemsOf(["rate_limited"]),
    },
  });
  return paths;
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { id, summary, params, query, body } = operation;
  return {
    operationId: id,
    summary,
    tags: [TAGS[operation.who].name],
    security: SECURITY[operation.who],
    requestParams: { path: params, query, ...(readsBehindWrites(operation) && { header: bookmarkHeader }) },
    ...(body === null
      ? {}
      : { requestBody: { required: false, content: { "application/json": { schema: body } } } }),
    responses: { ...repliesOf(operation), ...problemsOf(commonProblems(operation)) },
  };
}

function repliesOf(operation: Operation): ZodOpenApiOperationObject["responses"] {
  return Object.fromEntries(
    Object.entries(operation.replies).map(([status, { description, schema, contentType }]) => {
      if (schema !== undefined) return [status, { description, content: { "application/json": { schema } } }];
      if (contentType === undefined) return [status, { description }];
      return [status, { description, content: { [contentType]: { schema: { type: "string" as const } } } }];
    }),
  );
}

function describeRaw(raw: RawOperation): ZodOpenApiOperationObject {
  const names = [...raw.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  return {
    operationId: raw.id,
    summary: raw.summary,
    tags: [TAGS.outside.name],
    security: [],
    parameters: names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    responses: {
      ...Object.fromEntries(
        Object.entries(raw.replies).map(([status, description]) => [status, { description }]),
      ),
      ...problemsOf([...raw.problems, "rate_limited", "unavailable"]),
    },
  };
}

const bookmarkHeader = z.object({
  [BOOKMARK_HEADER]: z.string().optional().meta({ description: "Came with the answer to a write of yours" }),
});

/** What is read from a replica: a person's own reads, never a platform's or what anybody may see. */
const readsBehindWrites = ({ method, who }: Operation): boolean =>
  !isUnsafe(method) && (who === "person" || who === "administrator");

const SECURITY: Readonly<Record<Who, Record<string, string[]>[]>> = {
  public: [],
  person: [{ token: [] }, { browser: [] }],
  administrator: [{ token: [] }, { browser: [] }],
  platform: [{ platform: [] }],
};

/** What any call of this kind may answer, besides what the table says of it. */
function commonProblems(operation: Operation): ProblemCode[] {
  const withBody = ["payload_too_large", "unsupported_media_type", "invalid_json"] as const;
  return [
    ...operation.problems,
    ...(operation.who === "public" ? [] : (["unauthorized", "forbidden"] as const)),
    ...(operation.who === "administrator" && isUnsafe(operation.method)
      ? (["confirmation_required"] as const)
      : []),
    ...(isUnsafe(operation.method) ? withBody : []),
    "invalid_request",
    ...(operation.path.includes(":") ? (["not_found"] as const) : []),
    "rate_limited",
    "internal_error",
    "unavailable",
  ];
}

const retryAfter = z.object({
  "Retry-After": z.string().meta({ description: "How long to wait, in seconds" }),
});

function problemsOf(codes: readonly ProblemCode[]): NonNullable<ZodOpenApiOperationObject["responses"]> {
  const byStatus = grouped(new Set(codes), statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      String(status),
      {
        description: some.map((code) => `\`${code}\``).join(", "),
        ...((status === 429 || status === 503) && { headers: retryAfter }),
        content: { "application/problem+json": { schema: problemBody } },
      },
    ]),
  );
}
