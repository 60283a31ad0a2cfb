import * as z from "zod";
import type { Room } from "../../../domain/booking.ts";
import { ServiceUnavailable } from "../../failure.ts";
import { ask, type Endpoint, read } from "../../http.ts";
import type { Guest, RemovedRoom, RoomOrder, VideoRooms } from "../port.ts";

export const WHEREBY_API = "https://api.whereby.dev/v1";

/** For a whole answer, in milliseconds: somebody may be waiting behind the button. */
const PATIENCE_MS = 8_000;

export interface WherebyOptions {
  readonly apiKey: string;
  /** `WHEREBY_API` for the real one. */
  readonly apiBase: string;
}

const roomAnswer = z.object({
  meetingId: z.string().min(1),
  roomUrl: z.url({ protocol: /^https?$/ }),
  // Asked for by `fields`. Without it nobody could let the other in.
  hostRoomUrl: z.url({ protocol: /^https?$/ }),
});

/**
 * Whereby behind its port. It has no tokens: the room is locked, so the address alone only lets one knock, and the mentor's own
 * address, which Whereby makes with a key, opens it. The room stands from its making to an hour after `endDate`, so the way in
 * is withheld until the window opens (our gate does that for every service).
 *
 * Its insights list sessions, and a session begins when two are in the room: whoever waited alone is in none. So no log of it
 * can say who stayed away, and its evidence is never complete.
 */
export function wherebyRooms({ apiKey, apiBase }: WherebyOptions): VideoRooms {
  const whereby: Endpoint = {
    service: "whereby",
    base: apiBase.replace(/\/+$/, ""),
    apiKey,
    patience: PATIENCE_MS,
  };
  return {
    provider: "whereby",
    makeRoom: (order) => makeRoom(whereby, order),
    isThere: (room) => isThere(whereby, room),
    removeRoom: (room) => removeRoom(whereby, room),
    joinUrl: async (guest) => doorOf(guest),
    attendance: null,
  };
}

/** Whereby chooses the name and knows no idempotency: one whose answer was lost is nobody's, and ends by itself. */
async function makeRoom(whereby: Endpoint, order: RoomOrder): Promise<Room> {
  const what = "making a room";
  const body = {
    endDate: new Date(order.endsAt).toISOString(),
    isLocked: true,
    roomMode: "normal",
    // Lower-case letters and digits only, as our rooms' names are.
    roomNamePrefix: order.name.toLowerCase(),
    fields: ["hostRoomUrl"],
  };
  const made = await ask(whereby, { method: "POST", path: "/meetings", what, body });
  if (made.status !== 201) throw new ServiceUnavailable("whereby", `${made.status} to ${what}`);
  const { meetingId, roomUrl, hostRoomUrl } = read("whereby", what, roomAnswer, made.body);
  const name = new URL(roomUrl).pathname.split("/").at(-1) ?? "";
  return { provider: "whereby", name, url: roomUrl, serviceId: meetingId, ownerUrl: hostRoomUrl };
}

async function isThere(whereby: Endpoint, room: Room): Promise<boolean> {
  const what = "looking for a room";
  const reply = await ask(whereby, { method: "GET", path: meeting(room.serviceId ?? ""), what });
  if (reply.status === 200) return true;
  if (reply.status === 404) return false;
  throw new ServiceUnavailable("whereby", `${reply.status} to ${what}`);
}

/** By Whereby's own id: one that was never told of cannot be named. */
async function removeRoom(whereby: Endpoint, { serviceId }: RemovedRoom): Promise<void> {
  if (serviceId === undefined) return;
  const what = "removing a room";
  const reply = await ask(whereby, { method: "DELETE", path: meeting(serviceId), what });
  if (reply.status === 204 || reply.status === 200 || reply.status === 404) return;
  throw new ServiceUnavailable("whereby", `${reply.status} to ${what}`);
}

const meeting = (id: string): string => `/meetings/${encodeURIComponent(id)}`;

/** `externalId` comes back in the webhooks: by it the person is known. */
function doorOf({ room, owner, userId, displayName }: Guest): string {
  const url = new URL(owner ? (room.ownerUrl ?? room.url) : room.url);
  url.searchParams.set("displayName", displayName);
  url.searchParams.set("externalId", userId);
  return url.href;
}
