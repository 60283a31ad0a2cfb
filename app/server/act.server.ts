import { type AppLoadContext, redirect } from "@remix-run/cloudflare";
import { readCookie, sessionCookieName } from "../../auth/cookie.ts";
import { isOwnOrigin } from "../../auth/origin.ts";
import type { Viewer } from "../../auth/viewer.ts";
import { viewerQuery } from "../../auth/viewer-query.ts";
import { ask, type Database, type Query } from "../../db/query.ts";
import { type Arrival, localeOf, seeOwnWrites, signInPath } from "./visit.server.ts";

/** The API's limit (product, HTTP API: 64 KiB), for forms too. */
const LARGEST_FORM = 64 * 1024;

/**
 * What every form's action does first: a post from a foreign page ends here, and so does one that is too large to be ours.
 * @returns the form's fields; files, which no form of ours has, are left out.
 */
export async function readForm({ request, context }: Arrival): Promise<URLSearchParams> {
  if (!isOwnOrigin(request, context.env.APP_ORIGIN)) {
    throw new Response("cross-site", { status: 403 });
  }
  if (Number(request.headers.get("content-length") ?? 0) > LARGEST_FORM) throw tooLarge();
  const type = request.headers.get("content-type") ?? "";
  if (type !== "" && !/^application\/x-www-form-urlencoded(;|$)/i.test(type)) {
    throw new Response("unsupported", { status: 415 });
  }
  return new URLSearchParams(await readText(request));
}

const tooLarge = (): Response => new Response("too large", { status: 413 });

/** Reads no further than the limit: a length that was announced may be wrong, or missing. */
async function readText(request: Request): Promise<string> {
  if (request.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > LARGEST_FORM) {
      await reader.cancel();
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** The signed-in browser's token, for the Worker to judge; without one, sign in first. */
export function tokenOf({ request, context }: Arrival): string {
  const token = readCookie(request.headers, sessionCookieName(context.env.APP_ORIGIN));
  if (token === null) throw redirect(signInPath(request));
  return token;
}

/**
 * Who acts, asked at the primary: a session that was ended a moment ago must not act through a replica. What they act on is
 * asked in the same round trip.
 */
export async function actor<T>(
  arrival: Arrival,
  subject: (db: Database) => Query<T>,
): Promise<{ readonly viewer: Viewer; readonly answer: T }> {
  const { request, context } = arrival;
  const { claim } = context;
  if (claim === null) throw redirect(signInPath(request));
  const db = context.d1("first-primary");
  const [viewer, answer] = await ask(db, viewerQuery(db, claim, context.now(), false), subject(db));
  if (viewer === null) throw redirect(signInPath(request));
  context.answer.locale = localeOf(request, viewer);
  context.answer.person = viewer.id;
  return { viewer, answer: answer as T };
}

/** Post, redirect, get: reloading the page that follows repeats nothing. */
export function seeOther(
  context: AppLoadContext,
  path: string,
  cookies: readonly string[] = [],
  extra: Record<string, string> = {},
): Response {
  const headers = new Headers({ Location: path, "Cache-Control": "private, no-store", ...extra });
  for (const cookie of [seeOwnWrites(context), ...cookies]) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 303, headers });
}
