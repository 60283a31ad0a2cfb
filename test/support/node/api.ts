import * as z from "zod";

export interface Called {
  status: number;
  type: string;
  headers: Headers;
  /** Null when the body is no JSON. */
  json: unknown;
  text: string;
}

export interface CallOptions {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Person {
  id: string;
  email: string;
  token: string;
}

export interface TakeOver {
  mentor: Person;
  mentee: Person;
  startsAt: number;
  minutes?: number;
  price?: { amount: number; currency: string };
  paymentIntent?: string;
  status?: "draft" | "confirmed";
}

type Role = "mentor" | "mentee" | "admin";

/** The HTTP API as an outside program calls it. */
export interface Api {
  call(method: string, pathOrUrl: string, options?: CallOptions): Promise<Called>;
  /** As the platform. */
  platform(method: string, path: string, body?: unknown): Promise<Called>;
  /** Made by the platform, with a token that acts as them. */
  person(id: string, roles: Role[], fields?: Record<string, unknown>): Promise<Person>;
  takeOver(id: string, booking: TakeOver): Promise<Called>;
}

const tokenShape = z.object({ token: z.string() });

export function apiOf(base: string, platformKey: string): Api {
  const call: Api["call"] = async (method, pathOrUrl, { token, body, headers = {} } = {}) => {
    const response = await fetch(new URL(pathOrUrl, base), {
      method,
      redirect: "manual",
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const type = response.headers.get("content-type") ?? "";
    return { status: response.status, type, headers: response.headers, json: parsed(text), text };
  };
  const platform: Api["platform"] = (method, path, body) => call(method, path, { token: platformKey, body });
  return {
    call,
    platform,
    person: async (id, roles, fields = {}) => {
      const email = `${id}@example.test`;
      const user = {
        name: `Person ${id}`,
        email,
        roles,
        timezone: "America/New_York",
        locale: "en",
        ...fields,
      };
      expectSuccess(await platform("PUT", `/api/platform/users/${id}`, user), `making ${id}`);
      const made = await platform("POST", `/api/platform/users/${id}/tokens`, { expires_in_seconds: 3_600 });
      return { id, email, token: tokenShape.parse(expectSuccess(made, `a token for ${id}`).json).token };
    },
    takeOver: (id, booking) =>
      platform("PUT", `/api/platform/bookings/${id}`, {
        mentor_id: booking.mentor.id,
        mentee_id: booking.mentee.id,
        starts_at: new Date(booking.startsAt).toISOString(),
        duration_minutes: booking.minutes ?? 60,
        price: booking.price ?? { amount: 0, currency: "usd" },
        status: booking.status ?? "confirmed",
        ...(booking.paymentIntent === undefined ? {} : { payment_intent: booking.paymentIntent }),
      }),
  };
}

function expectSuccess(called: Called, what: string): Called {
  if (called.status < 200 || called.status > 299) throw new Error(`${what}: ${called.status} ${called.text}`);
  return called;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
