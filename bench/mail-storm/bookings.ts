import { setTimeout as sleep } from "node:timers/promises";
import type { Access } from "../../scripts/lib/control.ts";
import { makeToken, putBooking, putUser, succeeded } from "../../scripts/lib/platform.ts";
import { severalAtOnce } from "../../scripts/lib/several-at-once.ts";
import type { Stack } from "../../scripts/stack.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** So many sessions a person has, an hour each, so that none overlap. */
const SESSIONS_EACH = 20;

/** Requests under way at a time while the bookings are made, and while they are cancelled. */
const MADE_AT_ONCE = 16;
/** So many that the mails of those before do not keep the rest from being cancelled in time: one thread carries everything here. */
const CANCELLED_AT_ONCE = 200;

export interface Storm {
  /** Addresses. */
  readonly people: readonly string[];
  readonly bookings: readonly {
    readonly id: string;
    readonly people: readonly string[];
    /** Of the one of the two who cancels. */
    readonly token: string;
  }[];
}

const addressOf = (id: string): string => `${id}@storm.test`;

/** Free sessions between pairs of people, days ahead: cancelling one is about its mails, and not about money. */
export async function makeBookings({ access }: Stack, count: number): Promise<Storm> {
  const pairs = Math.ceil(count / SESSIONS_EACH);
  const ids = Array.from({ length: pairs }, (_, n) => [`mentor-${n}`, `mentee-${n}`] as const);
  const tokens = new Map<string, string>();
  await severalAtOnce(MADE_AT_ONCE, ids.flat(), async (id, n) => {
    const roles: ("mentor" | "mentee")[] = [id.startsWith("mentor") ? "mentor" : "mentee"];
    const locale = n % 3 === 0 ? "es" : "en";
    const user = {
      name: `Person ${id}`,
      email: addressOf(id),
      roles,
      timezone: "Europe/Madrid",
      locale,
    } as const;
    succeeded(await putUser(access, id, user), id);
    const { token } = succeeded(await makeToken(access, id), id).body as { token: string };
    tokens.set(id, token);
  });
  const first = Math.ceil(Date.now() / HOUR) * HOUR + 10 * DAY;
  const bookings = Array.from({ length: count }, (_, n) => {
    const pair = Math.floor(n / SESSIONS_EACH);
    const startsAt = new Date(first + (n % SESSIONS_EACH) * 2 * HOUR).toISOString();
    return { id: `storm-${n}`, mentor: `mentor-${pair}`, mentee: `mentee-${pair}`, startsAt };
  });
  await severalAtOnce(MADE_AT_ONCE, bookings, async ({ id, mentor, mentee, startsAt }) => {
    const price = { amount: 0, currency: "usd" };
    const body = { mentor_id: mentor, mentee_id: mentee, starts_at: startsAt, duration_minutes: 60, price };
    succeeded(await putBooking(access, id, { ...body, status: "confirmed" }), id);
  });
  return {
    people: ids.flat().map(addressOf),
    bookings: bookings.map(({ id, mentor, mentee }, n) => ({
      id,
      people: [addressOf(mentor), addressOf(mentee)],
      token: tokens.get(n % 2 === 0 ? mentor : mentee) ?? "",
    })),
  };
}

/**
 * Each is cancelled by one of its two people, spread over a little less than the time there is, or as fast as it goes.
 * @returns how long it took, in milliseconds.
 */
export async function cancelAll({ access }: Stack, { bookings }: Storm, within: number): Promise<number> {
  const began = Date.now();
  const pace = (within * 0.8) / bookings.length;
  await severalAtOnce(CANCELLED_AT_ONCE, bookings, async ({ id, token }, n) => {
    await sleep(Math.max(0, began + n * pace - Date.now()));
    await cancel(access, id, token);
  });
  return Date.now() - began;
}

/**
 * Asked once more where a connection that was kept open had just been closed, and where the answer is to try again: the local runtime
 * has no file left to open when too many objects are awake at once. A cancel asked twice is one cancel.
 */
async function cancel(access: Access, id: string, token: string, tries = 6): Promise<void> {
  try {
    const answer = await fetch(`${access.appUrl}/api/bookings/${id}/cancel`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ reason: "a storm" }),
    });
    const said = await answer.text();
    if (answer.status === 503) throw new TypeError(`${id}: ${said}`);
    if (!answer.ok) throw new Error(`${id}: ${answer.status} ${said}`);
  } catch (error) {
    if (!(error instanceof TypeError) || tries === 1) throw error;
    await sleep(1_000);
    await cancel(access, id, token, tries - 1);
  }
}
