import * as z from "zod";
import type { Room } from "../../../domain/booking.ts";
import { ServiceUnavailable } from "../../failure.ts";
import { ask, type Endpoint, type Reply, read } from "../../http.ts";
import type { RoomOrder, VideoRooms } from "../port.ts";
import { attendance } from "./attendance.ts";
import { guestToken } from "./tokens.ts";

export const DAILY_API = "https://api.daily.co/v1";

/** For a whole answer, in milliseconds: somebody may be waiting behind the button. */
const PATIENCE_MS = 8_000;

export interface DailyOptions {
  readonly apiKey: string;
  /** `DAILY_API` for the real one. */
  readonly apiBase: string;
  /** The name before `.daily.co`; null leaves the rooms' addresses unchecked. */
  readonly domain: string | null;
  /** With it tokens are signed here, without a call; null asks Daily for each. */
  readonly domainId: string | null;
}

const roomAnswer = z.object({
  name: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
  // A room of this name that anybody may enter is not ours.
  privacy: z.literal("private"),
});

/** Daily.co behind its port. Rooms are private: a link without a token opens nothing. */
export function dailyRooms(options: DailyOptions): VideoRooms {
  const { apiKey, apiBase, domain, domainId } = options;
  const daily: Endpoint = {
    service: "daily",
    base: apiBase.replace(/\/+$/, ""),
    apiKey,
    patience: PATIENCE_MS,
  };
  return {
    provider: "daily",
    makeRoom: (order) => makeRoom(daily, domain, order),
    isThere: (room) => isThere(daily, room.name),
    removeRoom: (room) => removeRoom(daily, room.name),
    attendance: (name) => attendance(daily, name),
    async joinUrl({ room, userId, displayName, owner, opensAt, closesAt }) {
      const bearer = { roomName: room.name, userId, displayName, owner, opensAt, closesAt };
      const url = new URL(room.url);
      url.searchParams.set("t", await guestToken(daily, domainId, bearer));
      return url.href;
    },
  };
}

/** A name that exists is a 400, as is much else: so whatever is refused is looked up, and only what is not there is an error. */
async function makeRoom(daily: Endpoint, domain: string | null, order: RoomOrder): Promise<Room> {
  const what = "making a room";
  const made = await ask(daily, { method: "POST", path: "/rooms", what, body: roomBody(order) });
  if (made.status === 200) return roomOf(what, domain, made);
  if (made.status !== 400) throw new ServiceUnavailable("daily", `${made.status} to ${what}`);
  const found = await ask(daily, { method: "GET", path: `/rooms/${encodeURIComponent(order.name)}`, what });
  if (found.status !== 200) throw new ServiceUnavailable("daily", `400 to ${what}, and there is none`);
  return roomOf(what, domain, found);
}

function roomBody(order: RoomOrder): unknown {
  return {
    name: order.name,
    privacy: "private",
    properties: {
      nbf: seconds(order.opensAt),
      exp: seconds(order.closesAt),
      // `exp` alone keeps newcomers out and lets those inside stay.
      eject_at_room_exp: true,
      // Epic: "Basic video features: video, audio, screen share, chat". Chat is off unless told.
      enable_chat: true,
      enable_screenshare: true,
      start_video_off: false,
      start_audio_off: false,
    },
  };
}

function roomOf(what: string, domain: string | null, reply: Reply): Room {
  const { name, url } = read("daily", what, roomAnswer, reply.body);
  const { hostname } = new URL(url);
  // Tokens signed for one domain open nothing in another: a key and a domain that do not belong together show here,
  // not when two people stand before a door.
  if (domain !== null && hostname.endsWith(".daily.co") && hostname !== `${domain}.daily.co`) {
    throw new ServiceUnavailable("daily", "the key belongs to another domain than the one configured");
  }
  return { provider: "daily", name, url };
}

/** Whatever is neither "here it is" nor "there is none" says nothing of the room. */
async function isThere(daily: Endpoint, name: string): Promise<boolean> {
  const what = "looking for a room";
  const reply = await ask(daily, { method: "GET", path: `/rooms/${encodeURIComponent(name)}`, what });
  if (reply.status === 200) return true;
  if (reply.status === 404) return false;
  throw new ServiceUnavailable("daily", `${reply.status} to ${what}`);
}

async function removeRoom(daily: Endpoint, name: string): Promise<void> {
  const what = "removing a room";
  const reply = await ask(daily, { method: "DELETE", path: `/rooms/${encodeURIComponent(name)}`, what });
  if (reply.status === 200 || reply.status === 204 || reply.status === 404) return;
  throw new ServiceUnavailable("daily", `${reply.status} to ${what}`);
}

/** Daily counts in seconds. Rounded down, so that nothing is open past the instant that was meant. */
const seconds = (instant: number): number => Math.floor(instant / 1000);
