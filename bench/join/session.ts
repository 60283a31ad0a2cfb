import { setTimeout as sleep } from "node:timers/promises";
import { claimOf } from "../../auth/token.ts";
import type { Access } from "../../scripts/lib/control.ts";
import { makeToken, putBooking, putUser, succeeded } from "../../scripts/lib/platform.ts";
import { signIn } from "../dashboard/people.ts";
import { type Answer, send } from "../dashboard/race.ts";
import type { Runtime } from "../dashboard/runtime.ts";

const MINUTE = 60_000;

/** Somebody's session whose window is open and whose room is there, and what to bring to get in. */
export interface JoinableSession {
  readonly id: string;
  readonly menteeId: string;
  /** Of the mentee's browser. */
  readonly cookie: string;
  /** Of the mentee's program. */
  readonly token: string;
  /** As D1 knows the token: for a Worker that asks no more than who it is. */
  readonly tokenHash: string;
}

/** @param nth people of their own, so that as many as wanted are on at the same time. */
export async function joinableSession({ db, access }: Runtime, nth: number): Promise<JoinableSession> {
  const [mentorId, menteeId, id] = [`join-mentor-${nth}`, `join-mentee-${nth}`, `join-${nth}`];
  await person(access, mentorId, "mentor");
  await person(access, menteeId, "mentee");
  const booking = {
    mentor_id: mentorId,
    mentee_id: menteeId,
    starts_at: new Date(Date.now() + 5 * MINUTE).toISOString(),
    duration_minutes: 60,
    price: { amount: 0, currency: "usd" },
    status: "confirmed",
  } as const;
  succeeded(await putBooking(access, id, booking), id);
  const { token } = succeeded(await makeToken(access, menteeId), menteeId).body as { token: string };
  await roomOf({ db }, id);
  const tokenHash = (await claimOf(token))?.tokenHash ?? "";
  return { id, menteeId, cookie: await signIn(db, menteeId, Date.now()), token, tokenHash };
}

async function person(access: Access, id: string, role: "mentor" | "mentee"): Promise<void> {
  const user = { name: `Person ${id}`, email: `${id}@bench.test`, timezone: "Europe/Madrid" };
  succeeded(await putUser(access, id, { ...user, roles: [role], locale: "en" }), id);
}

async function roomOf({ db }: Pick<Runtime, "db">, id: string): Promise<void> {
  const row = db.prepare("select video_call_url is not null as made from bookings where id = ?1").bind(id);
  for (let tries = 0; (await row.all<{ made: number }>()).results[0]?.made !== 1; tries++) {
    if (tries > 100) throw new Error(`${id} got no room`);
    await sleep(100);
  }
}

/** One click on Join Call. @throws unless it leads into the room. */
export async function click({ page, appOrigin }: Runtime, { id, cookie }: JoinableSession): Promise<Answer> {
  const headers = { cookie, origin: appOrigin };
  const answer = await send(new URL(`/sessions/${id}/join`, page), "POST", headers);
  const room = answer.headers.location ?? "";
  if (answer.status !== 303 || !room.includes("?t=")) throw new Error(`${id}: ${answer.status} ${room}`);
  return answer;
}

/** The same by the API. @throws unless it answers with the way into the room. */
export async function askForLink({ api }: Runtime, { id, token }: JoinableSession): Promise<Answer> {
  const url = new URL(`/api/bookings/${id}/video-link`, api);
  const answer = await send(url, "GET", { authorization: `Bearer ${token}` });
  if (answer.status !== 200) throw new Error(`${id}: ${answer.status} ${answer.body}`);
  return answer;
}
