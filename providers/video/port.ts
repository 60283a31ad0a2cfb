import type { Room, VideoProvider } from "../../domain/booking.ts";
import type { Instant } from "../../domain/time.ts";

/** A video service, as the booking's object needs it. Methods throw ServiceUnavailable when the service does not answer. */
export interface VideoRooms {
  readonly provider: VideoProvider;
  /** Makes the private room. Where the service lets us choose the name, asking twice makes one. */
  makeRoom(order: RoomOrder): Promise<Room>;
  /** Whether the room is there, by the service's own word. */
  isThere(room: Room): Promise<boolean>;
  /** Removes the room; one that is gone already is fine, and one that was never told of is found by its name where that is ours. */
  removeRoom(room: RemovedRoom): Promise<void>;
  /**
   * The address with which one person, and nobody else, enters during the window. The mentor owns the room.
   * @returns a URL that holds a token: never to be logged, mailed or put into a page.
   */
  joinUrl(guest: Guest): Promise<string>;
  /**
   * Who the service's own log says was in the room; `complete` only when it was read to its end. Null where a service keeps no
   * log that could say who stayed away.
   */
  readonly attendance: ((name: string) => Promise<Attendance>) | null;
}

export interface RoomOrder {
  readonly name: string;
  readonly opensAt: Instant;
  /** The session's end; never past. */
  readonly endsAt: Instant;
  readonly closesAt: Instant;
}

export type RemovedRoom = Pick<Room, "name" | "serviceId">;

/** One person at one door. */
export interface Guest {
  readonly room: Room;
  readonly userId: string;
  readonly displayName: string;
  readonly owner: boolean;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
}

export interface Attendance {
  readonly joined: readonly string[];
  readonly complete: boolean;
}

/** The video services that are configured. */
export interface VideoServices {
  /** Where rooms are made. */
  readonly first: VideoRooms;
  /** Gives a room when the first cannot; null when there is none. It needs no answer from anybody. */
  readonly standIn: VideoRooms | null;
  /** The service that a room is at, whatever is chosen by now; null once it is no longer configured. */
  of(provider: VideoProvider): VideoRooms | null;
}
