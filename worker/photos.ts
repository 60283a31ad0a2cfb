import * as z from "zod";
import { ask, type Database, firstRow } from "../db/query.ts";
import { isId } from "../domain/ids.ts";
import { HOUR, type Instant } from "../domain/time.ts";
import { IMAGE_TYPES, imageTypeOf } from "./image-type.ts";
import { PHOTO_MAX_BYTES, PHOTO_REDIRECTS_MAX, PHOTO_TIMEOUT } from "./limits.ts";
import { notFound } from "./problems.ts";
import type { RawOperation } from "./raw-operation.ts";
import { readBytes } from "./read-body.ts";

/** A photo that could not be had is asked for again after this long, not by every visitor. */
const RETRY_FAILED_AFTER = HOUR;

interface Photo {
  /** Empty where the photo could not be had. */
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly fetchedAt: Instant;
}

export const photo: RawOperation = {
  id: "getPhoto",
  summary: "A person's photo, from our own origin",
  method: "GET",
  path: "/api/photos/:id",
  replies: { 200: "The image", 304: "Not changed" },
  problems: ["not_found"],
  async handle(service, request, params) {
    const { id = "" } = params;
    const db = service.primary();
    const known = isId(id) ? await lookUp(db, id) : null;
    if (known === null) return notFound();
    const now = service.now();
    const stale = known.photo === null || isWorthRetrying(known.photo, now);
    const picture = stale ? await fetchPhoto(known.url, now) : known.photo;
    if (picture === null) return notFound();
    if (stale) await store(db, id, known.url, picture);
    return picture.contentType === "" ? notFound() : answer(request, picture);
  },
};

const row = z.object({
  photo_url: z.string(),
  content_type: z.string().nullable(),
  body: z.array(z.number()).nullable(),
  fetched_at: z.number().nullable(),
});

/** What is stored counts only while it is of the address that the person has now. */
async function lookUp(
  db: Database,
  userId: string,
): Promise<{ readonly url: string; readonly photo: Photo | null } | null> {
  const sql = `select u.photo_url, p.content_type, p.body, p.fetched_at
    from users u left join photos p on p.user_id = u.id and p.source_url = u.photo_url
    where u.id = ?1 and u.removed_at is null and u.photo_url is not null`;
  const [found] = await ask(db, {
    statements: [db.prepare(sql).bind(userId)],
    read: ([result]) => firstRow(row, result),
  });
  if (found === undefined) return null;
  const { photo_url: url, content_type: contentType, body, fetched_at: fetchedAt } = found;
  if (contentType === null || body === null || fetchedAt === null) return { url, photo: null };
  return { url, photo: { contentType, body: Uint8Array.from(body), fetchedAt } };
}

const isWorthRetrying = (known: Photo, now: Instant): boolean =>
  known.contentType === "" && now - known.fetchedAt >= RETRY_FAILED_AFTER;

async function store(db: Database, userId: string, url: string, picture: Photo): Promise<void> {
  const sql = `insert into photos (user_id, source_url, content_type, body, fetched_at) values (?1, ?2, ?3, ?4, ?5)
    on conflict (user_id) do update set source_url = excluded.source_url,
      content_type = excluded.content_type, body = excluded.body, fetched_at = excluded.fetched_at`;
  await db.batch([db.prepare(sql).bind(userId, url, picture.contentType, picture.body, picture.fetchedAt)]);
}

/** Fetched once: https all the way, an image by its bytes, small, soon. Anything else is noted as not to be had. */
async function fetchPhoto(url: string, fetchedAt: Instant): Promise<Photo> {
  const missing = { contentType: "", body: new Uint8Array(), fetchedAt };
  try {
    const response = await follow(url, AbortSignal.timeout(PHOTO_TIMEOUT));
    if (response?.status !== 200) return missing;
    const body = await readBytes(response, PHOTO_MAX_BYTES);
    const contentType = body.ok ? imageTypeOf(body.value) : null;
    return body.ok && contentType !== null ? { contentType, body: body.value, fetchedAt } : missing;
  } catch {
    return missing;
  }
}

/** Redirects are followed by hand, since each must stay on https. */
async function follow(url: string, signal: AbortSignal): Promise<Response | null> {
  let at: string = url;
  for (let hops = 0; hops <= PHOTO_REDIRECTS_MAX; hops++) {
    if (URL.parse(at)?.protocol !== "https:") return null;
    const response = await fetch(at, {
      redirect: "manual",
      signal,
      headers: { Accept: IMAGE_TYPES.join(", ") },
    });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) return response;
    at = URL.parse(location, at)?.href ?? "";
  }
  return null;
}

function answer(request: Request, picture: Photo): Response {
  const etag = `"${picture.fetchedAt.toString(36)}"`;
  const headers = {
    ETag: etag,
    "Content-Type": picture.contentType,
    // The address stays when the photo changes: so an hour, and then a question that costs nothing.
    "Cache-Control": "private, max-age=3600",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Content-Disposition": "inline",
    "Cross-Origin-Resource-Policy": "cross-origin",
  };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(picture.body), { headers });
}
