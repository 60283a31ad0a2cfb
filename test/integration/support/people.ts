import { createHash, randomBytes } from "node:crypto";
import type { App } from "../../support/node/app.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A mentor whose every hour is open: half an hour is free, an hour costs 50 dollars, a quarter 900 yen. */
export const ALWAYS_OPEN = {
  timezone: "UTC",
  availability: [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: "00:00", to: "24:00" })),
  offers: [
    { duration_minutes: 15, price: { amount: 900, currency: "jpy" } },
    { duration_minutes: 30, price: { amount: 0, currency: "usd" } },
    { duration_minutes: 60, price: { amount: 5_000, currency: "usd" } },
  ],
};

/** A whole hour, that many hours ahead: on the grid of ALWAYS_OPEN. */
export const hourAhead = (hours: number): number => (Math.floor(Date.now() / HOUR) + hours) * HOUR;

export const rfc = (at: number): string => new Date(at).toISOString();

/** Signs a person in as a browser does, without the mail. @returns the `Cookie` header. */
export async function browserCookie(app: Pick<App, "query">, userId: string): Promise<string> {
  const token = `${userId}.${randomBytes(32).toString("base64url")}`;
  await app.query(
    "insert into sessions (token_hash, user_id, kind, created_at, expires_at) values (?1, ?2, 'browser', ?3, ?4)",
    createHash("sha256").update(token).digest("hex"),
    userId,
    Date.now(),
    Date.now() + HOUR,
  );
  return `meridian=${token}`;
}
