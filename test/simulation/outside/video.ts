import type { Room } from "../../../domain/booking.ts";
import type { VideoRooms } from "../../../providers/video/port.ts";

/** The video service: rooms by their names, and its own log of who entered. */
export class SimVideo {
  readonly rooms = new Set<string>();
  readonly #entered = new Map<string, Set<string>>();

  makeRoom({ name }: { readonly name: string }): Room {
    this.rooms.add(name);
    return { provider: "daily", name, url: `https://rooms.test/${name}` };
  }

  removeRoom(name: string): undefined {
    this.rooms.delete(name);
  }

  joinUrl({ room, userId }: Parameters<VideoRooms["joinUrl"]>[0]): string {
    return `${room.url}?t=${userId}`;
  }

  enter(name: string, userId: string): void {
    const entered = this.#entered.get(name) ?? new Set<string>();
    this.#entered.set(name, entered.add(userId));
  }

  attendance(
    name: string,
    complete: boolean,
  ): { readonly joined: readonly string[]; readonly complete: boolean } {
    return { joined: [...(this.#entered.get(name) ?? [])], complete };
  }
}
