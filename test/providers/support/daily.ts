import { dailyRooms } from "../../../providers/video/daily/rooms.ts";
import type { Attendance, VideoRooms } from "../../../providers/video/port.ts";
import { DAILY_DOMAIN, DAILY_KEY, world } from "../../sandbox/support.ts";

export const MINUTE = 60_000;

export async function dailyWorld(domainId: string | null = DAILY_DOMAIN) {
  const it = await world({ patienceMs: 150 });
  return { ...it, rooms: roomsAt(`${it.sandbox.url}/daily/v1`, domainId) };
}

export const roomsAt = (
  apiBase: string,
  domainId: string | null = DAILY_DOMAIN,
  domain: string | null = null,
) => dailyRooms({ apiKey: DAILY_KEY, apiBase, domain, domainId });

export const roomOrder = (name = "r-1") => ({
  name,
  opensAt: Date.now() - MINUTE,
  endsAt: Date.now() + 30 * MINUTE,
  closesAt: Date.now() + 60 * MINUTE,
});

/** Who the service's log says was there: of one that keeps a log. */
export function cameTo(rooms: VideoRooms, name: string): Promise<Attendance> {
  if (rooms.attendance === null) throw new Error("this service keeps no log");
  return rooms.attendance(name);
}

export const guest = { userId: "u_ana", displayName: "Ana Silva", owner: false };
