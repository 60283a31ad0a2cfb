import { env, exports } from "cloudflare:workers";
import { SEEN } from "../../../auth/limits.ts";
import { sha256Hex } from "../../../auth/secrets.ts";
import { newToken } from "../../../auth/token.ts";
import { HOUR, toRfc3339 } from "../../../domain/time.ts";
import { SETTINGS } from "./settings.ts";

export const ORIGIN = SETTINGS.APP_ORIGIN;
export const [KEY = "", OLD_KEY = ""] = SETTINGS.PLATFORM_API_KEY.split(",");

export interface Ask {
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
  readonly origin?: string | undefined;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: BodyInit;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

type Fetcher = { readonly default: { fetch(request: Request): Promise<Response> } };

/** One request to the Worker, as Pages hands it over. */
export async function call(method: string, path: string, ask: Ask = {}): Promise<Answer> {
  const headers = new Headers(ask.headers);
  if (ask.token !== undefined) headers.set("authorization", `Bearer ${ask.token}`);
  if (ask.cookie !== undefined) headers.set("cookie", `__Host-meridian=${ask.cookie}`);
  if (ask.origin !== undefined) headers.set("origin", ask.origin);
  if (ask.body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
  const body = ask.raw ?? (ask.body === undefined ? null : JSON.stringify(ask.body));
  const request = new Request(`${ORIGIN}${path}`, { method, headers, body });
  const response = await (exports as unknown as Fetcher).default.fetch(request);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export interface Somebody {
  readonly id: string;
  readonly token: string;
  readonly email: string;
}

let made = 0;

/** A person whom the platform made, with a token that acts as them. Ids differ from test to test. */
export async function somebody(
  roles: readonly string[],
  fields: Readonly<Record<string, unknown>> = {},
): Promise<Somebody> {
  const id = `p${++made}-${crypto.randomUUID().slice(0, 8)}`;
  const email = `${id}@example.test`;
  const body = { name: `Person ${id}`, email, roles, timezone: "America/New_York", locale: "en", ...fields };
  const put = await call("PUT", `/api/platform/users/${id}`, { token: KEY, body });
  if (put.status !== 201) throw new Error(`no person: ${put.status} ${put.text}`);
  const made_ = await call("POST", `/api/platform/users/${id}/tokens`, { token: KEY });
  if (made_.status !== 201) throw new Error(`no token: ${made_.status} ${made_.text}`);
  return { id, email, token: made_.json.token };
}

/** Signs a person in as a browser does, without the mail. @returns the cookie's value. */
export async function browserSession(
  userId: string,
  expiresIn: number = SEEN.person.within,
): Promise<string> {
  const token = newToken(userId);
  await env.DB.prepare(
    "insert into sessions (token_hash, user_id, kind, created_at, expires_at) values (?1, ?2, 'browser', ?3, ?4)",
  )
    .bind(await sha256Hex(token), userId, Date.now(), Date.now() + expiresIn)
    .run();
  return token;
}

/** An administrator, as `npm run admin` makes one, with the cookie of their browser. */
export async function administrator(): Promise<{ readonly id: string; readonly cookie: string }> {
  const id = `admin-${crypto.randomUUID().slice(0, 8)}`;
  await env.DB.prepare(
    `insert into users (id, email, name, name_folded, timezone, locale, is_mentee, is_mentor, is_admin, source, created_at)
     values (?1, ?2, 'Ada Admin', ' ada admin', 'UTC', 'en', 1, 0, 1, 'meridian', 0)`,
  )
    .bind(id, `${id}@example.test`)
    .run();
  return { id, cookie: await browserSession(id, SEEN.administrator.within) };
}

/** Takes over a booking of one hour. */
export async function takeOver(
  id: string,
  mentor: Somebody,
  mentee: Somebody,
  startsAt: number,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const body = {
    mentor_id: mentor.id,
    mentee_id: mentee.id,
    starts_at: toRfc3339(startsAt),
    duration_minutes: 60,
    price: { amount: 0, currency: "usd" },
    status: "confirmed",
    ...fields,
  };
  return call("PUT", `/api/platform/bookings/${id}`, { token: KEY, body });
}

export const uniqueId = (): string => `b-${crypto.randomUUID().slice(0, 12)}`;

/** A week with every hour open, and a free and a priced offer. */
export const ALWAYS_OPEN = {
  timezone: "UTC",
  availability: [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: "00:00", to: "24:00" })),
  offers: [
    { duration_minutes: 30, price: { amount: 0, currency: "usd" } },
    { duration_minutes: 60, price: { amount: 5000, currency: "usd" } },
  ],
};

/** A whole hour, some hours ahead. */
export const hoursAhead = (hours: number): number => (Math.floor(Date.now() / HOUR) + hours) * HOUR;
