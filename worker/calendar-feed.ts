import { hmacHex, randomSecret, sha256Hex } from "../auth/secrets.ts";
import { type CalendarFeed, feedQuery } from "../db/calendar-feeds.ts";
import { ask } from "../db/query.ts";
import type { Instant } from "../domain/time.ts";
import { calendarContentType, calendarFeed } from "../mail/calendar.ts";
import { FEED_RATE_PERIOD_SECONDS, FEED_SESSIONS_MAX } from "./limits.ts";
import { notFound, rateLimited } from "./problems.ts";
import type { RawOperation } from "./raw-operation.ts";

/** HMAC-SHA256 in hex: 256 bits that nobody guesses, so an address that is asked for is known or is nobody's. */
const FILE_SHAPE = /^([0-9a-f]{64})\.ics$/;

/**
 * A person's sessions for calendars to subscribe to. Calendars cannot sign in: whoever knows the address may read, so it tells
 * nothing that an invitation would not, and it can be ended.
 */
export const readCalendarFeed: RawOperation = {
  id: "readCalendarFeed",
  summary:
    "A person's sessions as a calendar to subscribe to, at the secret address from their calendar page",
  method: "GET",
  path: "/calendar/:file",
  replies: { 200: "An iCalendar file", 304: "Not changed" },
  problems: ["not_found", "rate_limited"],
  async handle(service, request, params) {
    const secret = FILE_SHAPE.exec(params["file"] ?? "")?.[1];
    if (secret === undefined) return notFound();
    const tokenHash = await sha256Hex(secret);
    if (!(await service.mayReadFeed(tokenHash))) {
      return rateLimited("This calendar is asked for too often.", FEED_RATE_PERIOD_SECONDS);
    }
    // The primary: one that was ended a moment ago is gone, and one that was made a moment ago is there.
    const db = service.primary();
    const [feed] = await ask(db, feedQuery(db, tokenHash, FEED_SESSIONS_MAX));
    if (feed === null) return notFound();
    const { APP_ORIGIN: appOrigin, EMAIL_FROM: emailFrom } = service.settings;
    return answer(request, calendarFeed({ ...feed, appOrigin, emailFrom }));
  },
};

async function answer(request: Request, file: string): Promise<Response> {
  const etag = `"${(await sha256Hex(file)).slice(0, 32)}"`;
  const headers = {
    ETag: etag,
    "Content-Type": calendarContentType("PUBLISH"),
    "Content-Disposition": 'inline; filename="meridian.ics"',
    // Asked for each time: one that was ended must be gone.
    "Cache-Control": "private, no-cache",
    // The address is the key: no page that is opened from the file learns it, and no search engine keeps it.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
  };
  const known = (request.headers.get("if-none-match") ?? "").split(",").map((tag) => tag.trim());
  // A cache in between that compresses makes the tag a weak one.
  if (known.some((tag) => tag.replace(/^W\//, "") === etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(file, { headers });
}

/** A new address for a person; the one before ends when it is stored. */
export async function newFeed(secret: string, userId: string, now: Instant): Promise<CalendarFeed> {
  const salt = randomSecret();
  const tokenHash = await sha256Hex(await feedSecret(secret, userId, salt));
  return { salt, tokenHash, createdAt: now };
}

/**
 * The address of a feed, made again to be shown.
 * @param secret SESSION_SECRET.
 * @returns null where the secret has been changed since: the address still works, but nobody can tell it any more.
 */
export async function feedAddress(
  appOrigin: string,
  secret: string,
  userId: string,
  feed: CalendarFeed,
): Promise<string | null> {
  const own = await feedSecret(secret, userId, feed.salt);
  return (await sha256Hex(own)) === feed.tokenHash ? `${appOrigin}/calendar/${own}.ics` : null;
}

/** The person's id is in it, so that no row that is copied to another person's gives theirs the same address. */
const feedSecret = (secret: string, userId: string, salt: string): Promise<string> =>
  hmacHex(secret, `calendar-feed:${userId}:${salt}`);
