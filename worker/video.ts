import type { VideoProvider } from "../domain/booking.ts";
import { dailyRooms } from "../providers/video/daily/rooms.ts";
import { jitsiRooms } from "../providers/video/jitsi/rooms.ts";
import type { JitsiKey } from "../providers/video/jitsi/tokens.ts";
import type { VideoRooms, VideoServices } from "../providers/video/port.ts";
import { wherebyRooms } from "../providers/video/whereby/rooms.ts";
import type { Settings } from "./settings.ts";

/** The video services that are configured: the chosen one, and whatever else has a key, since bookings may have rooms there. */
export function videoServices(settings: Settings): VideoServices {
  const known: Readonly<Record<VideoProvider, VideoRooms | null>> = {
    daily: daily(settings),
    whereby: whereby(settings),
    jitsi: jitsi(settings),
  };
  const first = known[settings.VIDEO_PROVIDER];
  if (first === null) throw new Error("the chosen video service has no key: settings are checked before");
  return {
    first,
    standIn: first.provider === "jitsi" ? null : known.jitsi,
    of: (provider) => known[provider] ?? null,
  };
}

function daily(settings: Settings): VideoRooms | null {
  const { DAILY_API_KEY: apiKey, DAILY_API_BASE: apiBase, DAILY_DOMAIN, DAILY_DOMAIN_ID } = settings;
  if (apiKey === undefined) return null;
  return dailyRooms({ apiKey, apiBase, domain: DAILY_DOMAIN ?? null, domainId: DAILY_DOMAIN_ID ?? null });
}

function whereby({ WHEREBY_API_KEY: apiKey, WHEREBY_API_BASE: apiBase }: Settings): VideoRooms | null {
  return apiKey === undefined ? null : wherebyRooms({ apiKey, apiBase });
}

function jitsi(settings: Settings): VideoRooms | null {
  const { JITSI_DOMAIN: domain, JITSI_APP_ID: appId } = settings;
  const key = jitsiKey(settings);
  return domain === undefined || appId === undefined || key === null
    ? null
    : jitsiRooms({ domain, appId, key });
}

/** 8x8's form where its key is there. */
function jitsiKey(settings: Settings): JitsiKey | null {
  const { JITSI_APP_SECRET: secret, JITSI_KEY_ID: keyId, JITSI_PRIVATE_KEY: pem } = settings;
  if (keyId !== undefined && pem !== undefined) return { kind: "private", keyId, pem };
  return secret === undefined ? null : { kind: "shared", secret };
}
