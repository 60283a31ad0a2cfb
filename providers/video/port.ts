import type { Room } from "../../domain/booking.ts";
import type { Instant } from "../../domain/time.ts";

/** A video service, as the booking's object needs it. Methods throw ServiceUnavailable when the service does not answer. */
export interface VideoRooms {
  readonly provider: "daily" | "whereby" | "jitsi";
  /** Makes the private room, or finds the one of that name: asking twice makes one. It ejects at `closesAt`. */
  makeRoom(order: {
    readonly name: string;
    readonly opensAt: Instant;
    readonly closesAt: Instant;
  }): Promise<Room>;
  /** Removes the room; one that is gone already is fine. */
  removeRoom(name: string): Promise<void>;
  /**
   * The address with which one person, and nobody else, enters during the window. The mentor owns the room.
   * @returns a URL that holds a token: never to be logged, mailed or put into a page.
   */
  joinUrl(order: {
    readonly room: Room;
    readonly userId: string;
    readonly displayName: string;
    readonly owner: boolean;
    readonly opensAt: Instant;
    readonly closesAt: Instant;
  }): Promise<string>;
  /** Who the service's own log says was in the room; `complete` only when it was read to its end. */
  attendance(name: string): Promise<{ readonly joined: readonly string[]; readonly complete: boolean }>;
}
