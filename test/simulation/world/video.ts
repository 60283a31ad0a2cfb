import type { Room } from "../../../domain/booking.ts";
import type { VideoRooms, VideoServices } from "../../../providers/video/port.ts";

/** What one may want to know, or to go wrong, of the first service. */
export interface DailyWatch {
  /** Throws when the service does not answer. */
  readonly ask?: () => void;
  readonly rooms?: Map<string, Room>;
  readonly made?: string[];
  readonly alive?: <T>(value: T) => T | Promise<never>;
}

export function daily({
  ask = () => {},
  rooms = new Map(),
  made = [],
  alive = (value) => value,
}: DailyWatch = {}): VideoRooms {
  return {
    provider: "daily",
    makeRoom: async ({ name }) => {
      ask();
      made.push(name);
      const room = { provider: "daily", name, url: `https://rooms.test/${name}` } as const;
      rooms.set(name, room);
      return alive(room);
    },
    isThere: async ({ name }) => {
      ask();
      return alive(rooms.has(name));
    },
    removeRoom: async ({ name }) => {
      ask();
      rooms.delete(name);
      return alive(undefined);
    },
    joinUrl: async ({ room, userId }) => `${room.url}?t=${userId}`,
    attendance: async () => ({ joined: [], complete: false }),
  };
}

export const jitsi: VideoRooms = {
  provider: "jitsi",
  makeRoom: async ({ name }) => ({ provider: "jitsi", name, url: `https://meet.test/${name}` }),
  isThere: async () => true,
  removeRoom: async () => {},
  joinUrl: async ({ room, userId }) => `${room.url}?jwt=${userId}`,
  attendance: null,
};

export const services = (first: VideoRooms, standIn: VideoRooms | null = null): VideoServices => ({
  first,
  standIn,
  of: (provider) => (provider === first.provider ? first : standIn),
});

export const onlyDaily = (watch?: DailyWatch): VideoServices => services(daily(watch));
