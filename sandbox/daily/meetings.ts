import { createHmac, randomUUID } from "node:crypto";
import type { Sandbox } from "../context.ts";
import type { Room } from "./rooms.ts";
import type { Guest } from "./tokens.ts";

const KIND = "daily.participant";

/** One entering of one person; leaving and coming back is another one. */
export interface Participant {
  /** Daily's `session_id` and `participant_id`. */
  id: string;
  meeting: string;
  room: string;
  user_id: string | null;
  user_name: string | null;
  owner: boolean;
  joined_at: number;
  left_at: number | null;
}

/** A meeting in Daily's own form: people in one room without a gap between them. */
export interface Meeting {
  id: string;
  room: string;
  start_time: number;
  duration: number;
  ongoing: boolean;
  max_participants: number;
  participants: {
    user_id: string | null;
    user_name: string | null;
    participant_id: string;
    join_time: number;
    duration: number;
  }[];
}

/** Records that somebody came in, and tells the app. The door throws out at the room's or the token's end. */
export function enter(sandbox: Sandbox, room: Room, guest: Guest): Participant {
  return sandbox.state.transaction(() => {
    const present = presentIn(sandbox, room.name);
    const participant: Participant = {
      id: randomUUID(),
      meeting: present[0]?.meeting ?? randomUUID(),
      room: room.name,
      user_id: guest.userId,
      user_name: guest.userName,
      owner: guest.owner,
      joined_at: sandbox.now() / 1000,
      left_at: null,
    };
    // Measured against the real service: the time of ejection is fixed on entering, and the token's rule goes first.
    const roomEnd = room.config.eject_at_room_exp === true ? (room.config.exp ?? null) : null;
    const ejectAt = guest.ejectAtExp ? guest.exp : roomEnd;
    const dueAt = typeof ejectAt === "number" ? ejectAt * 1000 : null;
    sandbox.state.put(KIND, participant, { parent: room.name, dueAt });
    const extra = dueAt === null ? {} : { will_eject_at: dueAt / 1000 };
    announce(sandbox, "participant.joined", { ...payload(participant), ...extra });
    return participant;
  });
}

/** Records that somebody went; a second time changes nothing. */
export function leave(sandbox: Sandbox, id: string, at = sandbox.now()): void {
  sandbox.state.transaction(() => {
    const participant = sandbox.state.get<Participant>(KIND, id)?.body;
    if (participant === undefined || participant.left_at !== null) return;
    const gone: Participant = { ...participant, left_at: at / 1000 };
    sandbox.state.put(KIND, gone, { dueAt: null });
    const duration = at / 1000 - participant.joined_at;
    announce(sandbox, "participant.left", { ...payload(gone), duration });
  });
}

/** Ejects whose time is over. */
export function advanceMeetings(sandbox: Sandbox): void {
  for (const { id, dueAt } of sandbox.state.due<Participant>(KIND, sandbox.now()))
    leave(sandbox, id, dueAt ?? undefined);
}

export function presentIn(sandbox: Sandbox, room: string): Participant[] {
  return sandbox.state
    .list<Participant>(KIND, room)
    .flatMap(({ body }) => (body.left_at === null ? [body] : []));
}

/** `GET /meetings`: newest first. */
export function listMeetings(
  sandbox: Sandbox,
  query: URLSearchParams,
): { total_count: number; data: Meeting[] } {
  const room = query.get("room") ?? undefined;
  const from = Number(query.get("timeframe_start") ?? 0);
  const to = Number(query.get("timeframe_end") ?? Number.MAX_SAFE_INTEGER);
  const limit = Math.min(Number(query.get("limit") ?? 100) || 100, 100);
  const byMeeting = new Map<string, Participant[]>();
  for (const { body } of sandbox.state.list<Participant>(KIND, room)) {
    byMeeting.set(body.meeting, [...(byMeeting.get(body.meeting) ?? []), body]);
  }
  const meetings = [...byMeeting.values()].map((people) => meetingOf(people, sandbox.now() / 1000)).reverse();
  const chosen = meetings.filter(({ start_time }) => start_time >= from && start_time <= to);
  const after = query.get("starting_after");
  const start = after === null ? 0 : chosen.findIndex(({ id }) => id === after) + 1;
  return { total_count: chosen.length, data: chosen.slice(start, start + limit) };
}

/** `X-Webhook-Signature`: base64 of HMAC-SHA256 over `timestamp.body`, under the decoded secret. */
export function signDaily(secret: string, body: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const key = Buffer.from(secret, "base64");
  const signature = createHmac("sha256", key).update(`${timestamp}.${body}`).digest("base64");
  return { "x-webhook-timestamp": timestamp, "x-webhook-signature": signature };
}

function meetingOf(people: Participant[], now: number): Meeting {
  const first = people[0] as Participant;
  const end = Math.max(...people.map(({ left_at }) => left_at ?? now));
  const atOnce = people.map(
    ({ joined_at }) =>
      people.filter((p) => p.joined_at <= joined_at && (p.left_at ?? now) >= joined_at).length,
  );
  return {
    id: first.meeting,
    room: first.room,
    start_time: Math.floor(first.joined_at),
    duration: Math.round(end - first.joined_at),
    ongoing: people.some(({ left_at }) => left_at === null),
    max_participants: Math.max(...atOnce),
    participants: people.map((person) => ({
      user_id: person.user_id,
      user_name: person.user_name,
      participant_id: person.id,
      join_time: Math.floor(person.joined_at),
      duration: Math.round((person.left_at ?? now) - person.joined_at),
    })),
  };
}

function payload(participant: Participant): Record<string, unknown> {
  const { id, room, user_id, user_name, owner, joined_at } = participant;
  const permissions = { hasPresence: true, canSend: true, canReceive: { base: true }, canAdmin: false };
  return {
    joined_at,
    session_id: id,
    room,
    user_id: user_id ?? id,
    user_name,
    owner,
    networkQualityState: "unknown",
    permissions,
  };
}

function announce(sandbox: Sandbox, type: string, details: Record<string, unknown>): void {
  const id = randomUUID();
  const body = JSON.stringify({
    version: "1.1.0",
    type,
    id,
    payload: details,
    event_ts: sandbox.now() / 1000,
  });
  sandbox.webhooks.queue({ service: "daily", id, type, body });
}
