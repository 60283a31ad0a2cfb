import { claimOf } from "../../auth/token.ts";
import { makeToken, paidIntent, putBooking, putUser, succeeded } from "../../scripts/lib/platform.ts";
import { send } from "../dashboard/race.ts";
import type { Runtime } from "../dashboard/runtime.ts";

const HOUR = 3_600_000;
const PRICE = { amount: 5_000, currency: "usd" };

/** Somebody's paid sessions, each to be cancelled once, by the API. */
export interface Cancellable {
  readonly token: string;
  /** As D1 knows the token. */
  readonly tokenHash: string;
  readonly ids: readonly string[];
}

/** @param count sessions, an hour apart from three days ahead, each with a payment of its own at the sandbox. */
export async function cancellable({ access }: Runtime, count: number): Promise<Cancellable> {
  for (const role of ["mentor", "mentee"] as const) {
    const user = {
      name: `Cancelling ${role}`,
      email: `cancel-${role}@bench.test`,
      timezone: "Europe/Madrid",
    };
    succeeded(await putUser(access, `cancel-${role}`, { ...user, roles: [role], locale: "en" }), role);
  }
  const first = Math.ceil(Date.now() / HOUR) * HOUR + 72 * HOUR;
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth++) {
    const intent = await paidIntent(access.payments, PRICE);
    const booking = {
      mentor_id: "cancel-mentor",
      mentee_id: "cancel-mentee",
      starts_at: new Date(first + nth * HOUR).toISOString(),
      duration_minutes: 60,
      price: PRICE,
      status: "confirmed" as const,
      ...(intent !== null && { payment_intent: intent }),
    };
    succeeded(await putBooking(access, `cancel-${nth}`, booking), `cancel-${nth}`);
    ids.push(`cancel-${nth}`);
  }
  const made = succeeded(await makeToken(access, "cancel-mentee"), "a token");
  const { token } = made.body as { token: string };
  return { token, tokenHash: (await claimOf(token))?.tokenHash ?? "", ids };
}

/** @throws unless the session is cancelled by this call. */
export async function cancel({ api }: Runtime, token: string, id: string): Promise<void> {
  const url = new URL(`/api/bookings/${id}/cancel`, api);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await send(url, "POST", headers, "{}");
  if (answer.status !== 200) throw new Error(`${id}: ${answer.status} ${answer.body}`);
}
