import * as z from "zod";
import type { Access } from "./control.ts";

// The platform API as an outside program uses it (product, HTTP API), and the one call of Stripe's that goes with it.

export interface PlatformUser {
  name: string;
  email: string;
  roles: ("mentor" | "mentee" | "admin")[];
  timezone: string;
  locale: "en" | "es";
  headline?: string;
  availability?: { weekday: number; from: string; to: string }[];
  offers?: { duration_minutes: number; price: { amount: number; currency: string } }[];
}

export interface PlatformBooking {
  mentor_id: string;
  mentee_id: string;
  starts_at: string;
  duration_minutes: number;
  price: { amount: number; currency: string };
  payment_intent?: string;
  status: "draft" | "confirmed";
}

export interface Answer {
  status: number;
  body: unknown;
}

async function call(access: Access, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${access.appUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${access.platformKey}`, "content-type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : text };
}

export function putUser(access: Access, id: string, user: PlatformUser): Promise<Answer> {
  return call(access, "PUT", `/api/platform/users/${id}`, user);
}

export function putBooking(access: Access, id: string, booking: PlatformBooking): Promise<Answer> {
  return call(access, "PUT", `/api/platform/bookings/${id}`, booking);
}

export function makeToken(access: Access, userId: string, seconds = 3_600): Promise<Answer> {
  return call(access, "POST", `/api/platform/users/${userId}/tokens`, { expires_in_seconds: seconds });
}

/** @throws unless the answer is one of success: for callers that have no other way to go on. */
export function succeeded(answer: Answer, what: string): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

const intentShape = z.object({ id: z.string(), status: z.literal("succeeded") });

/** A payment that has gone through, made at the sandbox. Null where payments are real. */
export async function paidIntent(
  payments: Access["payments"],
  price: { amount: number; currency: string },
): Promise<string | null> {
  if (payments === null || price.amount === 0) return null;
  const response = await fetch(`${payments.base}/v1/payment_intents`, {
    method: "POST",
    headers: { authorization: `Bearer ${payments.key}` },
    body: new URLSearchParams({
      amount: String(price.amount),
      currency: price.currency,
      payment_method: "pm_card_visa",
      "payment_method_types[]": "card",
      confirm: "true",
    }),
  });
  return intentShape.parse(await response.json()).id;
}
