import type { Viewer } from "../auth/viewer.ts";
import type { SessionDetails } from "../db/session-details.ts";
import { roleOf } from "../domain/booking.ts";
import type { Instant } from "../domain/time.ts";
import { mayJoin } from "../domain/video-window.ts";
import type { Service } from "./service.ts";

/** The booking, if the viewer takes part in it: to everybody else it does not exist, and looks exactly like one that never did. */
export function ownBooking(read: SessionDetails | null, viewer: Viewer): SessionDetails | null {
  return read !== null && roleOf(read.facts, viewer.id) !== null ? read : null;
}

/** The viewer's own way into the room while it is open; null outside the window, or when the video service does not answer. */
export async function videoCallUrl(
  service: Service,
  details: SessionDetails,
  viewer: Viewer,
  now: Instant,
): Promise<string | null> {
  if (!mayJoin(details.facts, now).ok) return null;
  const joined = await service.booking(details.facts.id).join(viewer.id, viewer.name);
  return joined.ok ? joined.value.url : null;
}
