import { dailyRooms } from "../providers/video/daily/rooms.ts";
import type { VideoRooms } from "../providers/video/port.ts";
import type { Settings } from "./settings.ts";

/** The video service that is configured. */
export function videoRooms(settings: Settings): VideoRooms {
  return dailyRooms({
    apiKey: settings.DAILY_API_KEY ?? "",
    apiBase: settings.DAILY_API_BASE,
    domain: settings.DAILY_DOMAIN ?? null,
    domainId: settings.DAILY_DOMAIN_ID ?? null,
  });
}
