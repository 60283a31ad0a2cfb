import type * as z from "zod";
import { ServiceUnavailable } from "./failure.ts";

/** How an outside service is reached. */
export interface Endpoint {
  /** For messages: "daily", "resend". */
  readonly service: string;
  /** Without a slash at the end. */
  readonly base: string;
  readonly apiKey: string;
  /** Milliseconds for a whole answer, body included. */
  readonly patience: number;
}

export interface Ask {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  /** Names the call in messages; never holds a person, a key or an address. */
  readonly what: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; undefined when it is not JSON. */
  readonly body: unknown;
}

/**
 * One request, one answer. Every answer that leaves open what was done (none, too many requests, 5xx) is thrown, so that
 * what is returned is the service's word.
 *
 * @throws ServiceUnavailable
 */
export async function ask(endpoint: Endpoint, request: Ask): Promise<Reply> {
  const { service, base, apiKey, patience } = endpoint;
  const { method, path, what, body } = request;
  const headers = {
    authorization: `Bearer ${apiKey}`,
    accept: "application/json",
    // Resend refuses requests without one, and workerd sends none by itself.
    "user-agent": "meridian",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...request.headers,
  };
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${base}${path}`, {
      method,
      headers,
      // No API of ours redirects: following one would carry the body to a place nobody configured.
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch {
    // What fetch throws may quote the URL, and differs from runtime to runtime: it says nothing more than "no answer".
    throw new ServiceUnavailable(service, `no answer to ${what}`);
  }
  const { status } = response;
  if (status === 429 || status >= 500 || (status >= 300 && status < 400)) {
    throw new ServiceUnavailable(service, `${status} to ${what}`, retryAfter(response.headers));
  }
  return { status, headers: response.headers, body: parsed(text) };
}

/** What an answer is believed to say. @throws ServiceUnavailable when it says something else: then nothing is known. */
export function read<T>(service: string, what: string, schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const where = result.error.issues.map((issue) => issue.path.join(".") || "the whole").join(", ");
  throw new ServiceUnavailable(service, `an unreadable answer to ${what} (${where})`);
}

/** RFC 9110, 10.2.3: seconds, or a date, which is compared with the answer's own `Date`. @returns milliseconds. */
export function retryAfter(headers: Pick<Headers, "get">): number | null {
  const value = headers.get("retry-after");
  if (value === null || value === "") return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds >= 0 ? Math.ceil(seconds * 1000) : null;
  const wait = Date.parse(value) - Date.parse(headers.get("date") ?? "");
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
