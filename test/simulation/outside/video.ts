import type { Room } from "../../../domain/booking.ts";
import type { Instant } from "../../../domain/time.ts";
import type { Attendance, Guest, RoomOrder } from "../../../providers/video/port.ts";

export interface Entered {
  readonly room: string;
  readonly userId: string;
  readonly at: Instant;
}

/** The video service, as Daily is: rooms by their names, which may vanish, and its own log of who entered. */
export class SimVideo {
  readonly rooms = new Set<string>();
  /** When a room that was there last vanished, by its name. */
  readonly vanished = new Map<string, Instant>();
  /** When the room that stands under a name, or stood there last, was made. */
  readonly made = new Map<string, Instant>();
  readonly log: Entered[] = [];

  makeRoom({ name }: RoomOrder, now: Instant): Room {
    if (!this.rooms.has(name)) this.made.set(name, now);
    this.rooms.add(name);
    return { provider: "daily", name, url: `https://rooms.test/${name}` };
  }

  removeRoom({ name }: { readonly name: string }): undefined {
    this.rooms.delete(name);
  }

  /** Somebody removes it in the service's own dashboard, or the service loses it. */
  vanish(name: string, now: Instant): void {
    if (this.rooms.delete(name)) this.vanished.set(name, now);
  }

  joinUrl({ room, userId }: Guest): string {
    return `${room.url}?t=${userId}`;
  }

  /** @returns whether they are in: nobody enters a room that is not there. */
  enter(room: string, userId: string, at: Instant): boolean {
    if (!this.rooms.has(room)) return false;
    this.log.push({ room, userId, at });
    return true;
  }

  attendance(name: string, complete: boolean): Attendance {
    const entered = this.log.filter(({ room }) => room === name).map(({ userId }) => userId);
    // What has not been read to its end lacks somebody.
    return { joined: complete ? [...new Set(entered)] : [], complete };
  }
}
