import * as z from "zod";
import type { Viewer } from "../auth/viewer.ts";
import type { Database, Query } from "../db/query.ts";
import { accepted, type Result, refused } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import { checked } from "./input.ts";
import { invalidRequest, notFound, type Problem, type ProblemCode } from "./problems.ts";
import type { Service } from "./service.ts";

// A call of the API as data: the routes and the OpenAPI document are both made from it, so neither can say what the other
// does not do.

/** Who may call: anybody; a signed-in person; an administrator; a platform with its key. */
export type Who = "public" | "person" | "administrator" | "platform";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

type ViewerOf<W extends Who> = W extends "person" | "administrator" ? Viewer : null;

/** What a handler is called with: everything checked, and what was read along with the credential. */
export interface Call<W extends Who, P, Q, B, R> {
  readonly service: Service;
  readonly now: Instant;
  readonly viewer: ViewerOf<W>;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly read: R;
}

interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

interface Reply {
  readonly description: string;
  /** Absent where nothing, or something that is not JSON, is answered. */
  readonly schema?: z.ZodType;
  readonly contentType?: string;
}

interface Definition<W extends Who, P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, R> {
  /** OpenAPI's operationId. */
  readonly id: string;
  readonly summary: string;
  readonly method: Method;
  /** Hono's form: `/api/bookings/:id`. */
  readonly path: string;
  readonly who: W;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly replies: Readonly<Record<number, Reply>>;
  /** The table's own refusals, besides those that every call may have. */
  readonly problems?: readonly ProblemCode[];
  /** Asked in the same round trip as the credential; for calls of persons and administrators. */
  readonly reads?: (
    db: Database,
    input: Input<z.output<P>, z.output<Q>, z.output<B>>,
    viewerId: string,
    now: Instant,
  ) => Query<R>;
  /** Whether a replica's answer lacks what the primary may have by now: then that is asked too. */
  readonly lacks?: (read: R) => boolean;
  readonly handle: (call: Call<W, z.output<P>, z.output<Q>, z.output<B>, R>) => Promise<Response | Problem>;
}

/** What came with a request, read but not judged. */
export interface RawInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A call whose input fits, ready to run once it is known who asks. */
export interface Prepared {
  readonly reads: ((db: Database, viewerId: string, now: Instant) => Query<unknown>) | null;
  lacks(read: unknown): boolean;
  run(service: Service, now: Instant, viewer: Viewer | null, read: unknown): Promise<Response | Problem>;
}

export interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly method: Method;
  readonly path: string;
  readonly who: Who;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | null;
  readonly replies: Readonly<Record<number, Reply>>;
  readonly problems: readonly ProblemCode[];
  /** Judges the input, in the product's order: 400 `invalid_request`, then 404 for an id that cannot be one. */
  prepare(raw: RawInput): Result<Prepared, Problem>;
}

const nothing = z.strictObject({});

/** Makes an operation of its definition. The types of input, reads and handler are tied together here and erased behind. */
export function defineOperation<
  const W extends Who,
  P extends z.ZodObject = typeof nothing,
  Q extends z.ZodObject = typeof nothing,
  B extends z.ZodType = typeof nothing,
  R = null,
>(definition: Definition<W, P, Q, B, R>): Operation {
  const { id, summary, method, path, who, replies, problems = [], reads, lacks, handle } = definition;
  const params: z.ZodObject = definition.params ?? nothing;
  // Unknown query parameters are ignored (product), unknown fields of a body refused.
  const query: z.ZodObject = definition.query ?? z.object({});
  const body: z.ZodType | null = definition.body ?? null;
  return {
    id,
    summary,
    method,
    path,
    who,
    params,
    query,
    body,
    replies,
    problems,
    prepare(raw) {
      const input = judge({ params, query, body: body ?? nothing }, raw, method);
      if (!input.ok) return input;
      const typed = input.value as Input<z.output<P>, z.output<Q>, z.output<B>>;
      return accepted({
        reads: reads === undefined ? null : (db, viewerId, now) => reads(db, typed, viewerId, now),
        lacks: (read) => lacks?.(read as R) ?? false,
        run: (service, now, viewer, read) =>
          handle({ ...typed, service, now, viewer: viewer as ViewerOf<W>, read: read as R }),
      });
    },
  };
}

interface Schemas {
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType;
}

function judge(
  schemas: Schemas,
  raw: RawInput,
  method: Method,
): Result<Input<unknown, unknown, unknown>, Problem> {
  const query = checked(schemas.query, raw.query);
  const body = checked(schemas.body, raw.body);
  if (!query.ok || !body.ok) {
    // A parameter is one field, even where it lists several things.
    const ofQuery = query.ok
      ? []
      : query.reason.map(({ field, message }) => ({ field: field.split(".")[0] ?? "", message }));
    return refused(invalidRequest([...ofQuery, ...(body.ok ? [] : body.reason)]));
  }
  const params = checked(schemas.params, raw.params);
  // An id that cannot be one is nobody's, so not found; where it is to be made, it is what does not fit.
  if (!params.ok) return refused(method === "PUT" ? invalidRequest(params.reason) : notFound());
  return accepted({ params: params.value, query: query.value, body: body.value });
}
