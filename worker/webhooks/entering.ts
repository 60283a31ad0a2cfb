import type { Instant } from "../../domain/time.ts";
import type { Service } from "../service.ts";

/** What a video service's webhook says, whichever it is. */
export interface Entering {
  readonly kind: "joined" | "left" | "other";
  readonly roomName: string | null;
  /** Our own id of the person. */
  readonly userId: string | null;
  readonly at: Instant | null;
}

/** Tells the booking whose room it is that somebody entered. */
export async function tellRoom(service: Service, event: Entering): Promise<void> {
  const { kind, roomName, userId, at } = event;
  if (kind !== "joined" || roomName === null || userId === null || at === null) return;
  // The service tells of every room of the account: others are not ours.
  const db = service.primary();
  const statement = db.prepare("select id from bookings where video_call_room_id = ?1").bind(roomName);
  const [found] = await db.batch<{ id: string }>([statement]);
  const id = found?.results[0]?.id;
  if (id !== undefined) await service.booking(id).noticeJoin(userId, at);
}
