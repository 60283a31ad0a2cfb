import type { Booking, Room } from "../../../domain/booking.ts";
import type { PlatformEvent } from "../../../domain/platform-events.ts";
import { accepted } from "../../../domain/result.ts";
import { DAY, HOUR, type Instant, MINUTE, SECOND } from "../../../domain/time.ts";
import { BookingLife } from "../../../durable-objects/booking-life.ts";
import type { NewBooking } from "../../../durable-objects/contract.ts";
import type { ClaimRefusal } from "../../../durable-objects/performer.ts";
import type { UndeliveredEvent, World } from "../../../durable-objects/services.ts";
import { ServiceUnavailable } from "../../../providers/failure.ts";
import type { VideoRooms } from "../../../providers/video/port.ts";
import { MemoryStorage } from "./memory-storage.ts";
import { SimulatedStripe } from "./stripe.ts";
import { daily, services } from "./video.ts";

type Service = "d1" | "video" | "email" | "pages" | "platform";

export const START: Instant = Date.UTC(2026, 10, 1, 12);

/** One booking's object and everything around it, under a clock that only the test moves. */
export class SimulatedWorld {
  now: Instant = START;
  alarmAt: Instant | null = null;
  readonly stripe = new SimulatedStripe();
  readonly rooms = new Map<string, Room>();
  readonly roomsMade: string[] = [];
  /** The other video service, where there is one. */
  standIn: VideoRooms | null = null;
  /** The service that is chosen in Daily's place; Daily's key is still there. Read when the object is born. */
  chosen: VideoRooms | null;
  readonly mails: { readonly to: string; readonly subject: string; readonly key: string }[] = [];
  readonly logged: string[] = [];
  /** Who was told of which version, and which one D1 showed then. */
  readonly told: { readonly userId: string; readonly version: number; readonly shown: number }[] = [];
  /** What the platform was told, of which version, and which one D1 showed then. */
  readonly announced: {
    readonly event: PlatformEvent;
    readonly version: number;
    readonly shown: number;
  }[] = [];
  /** The list in D1 of what it could not be told. */
  readonly undelivered: UndeliveredEvent[] = [];
  /** D1: the booking as last written. */
  projected: Booking | null = null;
  projections = 0;
  down = new Set<Service>();
  /** Whether the email service answers this call with 429, and asks to wait a second. */
  turnsAway: () => boolean = () => false;
  /** Asked before each write to D1: throws where it takes no more. */
  writes: () => void = () => undefined;
  claimAnswer: ClaimRefusal | "written" = "written";
  otherPayments = new Set<string>();
  life: BookingLife;
  readonly #storage = new MemoryStorage();
  #generation = 0;
  #ids = 0;

  constructor(chosen: VideoRooms | null = null) {
    this.chosen = chosen;
    this.life = this.#born();
  }

  /** The object dies where it stands: nothing it was doing goes on. Another is born on the same storage. */
  crash(): void {
    this.#generation += 1;
    this.life = this.#born();
  }

  get booking(): Booking {
    const stored = this.#storage.load();
    if (stored === null) throw new Error("there is no booking");
    return stored.booking;
  }

  get outbox(): readonly string[] {
    return this.#storage.outbox().map((entry) => entry.key);
  }

  get forgotten(): boolean {
    return this.#storage.load() === null;
  }

  /** Lets everything that waits for nothing but the event loop come to rest. */
  async rest(): Promise<void> {
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
  }

  /** Moves the clock, ringing the alarm each time it is due on the way. */
  async until(instant: Instant): Promise<void> {
    for (let rung = 0; this.alarmAt !== null && this.alarmAt <= instant; rung++) {
      if (rung > 5_000) throw new Error("the alarm rings without end");
      this.now = Math.max(this.now, this.alarmAt);
      await this.ring();
    }
    this.now = instant;
  }

  async ring(): Promise<void> {
    this.alarmAt = null;
    await this.life.alarm();
    await this.rest();
  }

  mailsTo(userId: string): readonly string[] {
    return this.mails.filter((mail) => mail.to === `${userId}@example.test`).map((mail) => mail.key);
  }

  #born(): BookingLife {
    const generation = this.#generation;
    const alive = <T>(value: T): T | Promise<never> =>
      generation === this.#generation ? value : new Promise<never>(() => {});
    const storage = new Proxy(this.#storage, {
      get: (target, property: keyof MemoryStorage) => {
        if (generation !== this.#generation) throw new Error("this object is dead");
        const value = target[property];
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    return new BookingLife(storage, this.#world(alive));
  }

  #world(alive: <T>(value: T) => T | Promise<never>): World {
    const payments = new Proxy(this.stripe, {
      get: (target, property: keyof SimulatedStripe) => {
        const value = target[property];
        if (typeof value !== "function") return value;
        return async (...args: never[]) =>
          alive(await (value as (...a: never[]) => unknown).apply(target, args));
      },
    });
    const ask = () => this.#mustBeUp("video");
    const dailyRooms = daily({ ask, rooms: this.rooms, made: this.roomsMade, alive });
    return {
      payments,
      video: this.chosen === null ? services(dailyRooms, this.standIn) : services(this.chosen, dailyRooms),
      email: {
        send: async (message, key) => {
          this.#mustBeUp("email");
          if (this.turnsAway()) throw new ServiceUnavailable("email", "429", SECOND);
          if (!this.mails.some((mail) => mail.key === key)) {
            this.mails.push({ to: message.to, subject: message.subject, key });
          }
          return alive(accepted({ id: `mail_${this.mails.length}` }));
        },
      },
      appOrigin: "https://meridian.test",
      supportEmail: "support@meridian.test",
      emailFrom: "Meridian <hello@meridian.test>",
      clock: () => this.now,
      setAlarm: (at) => {
        this.alarmAt = at;
      },
      clearAlarm: () => {
        this.alarmAt = null;
      },
      newId: () => `id${String(++this.#ids).padStart(14, "0")}`,
      answered: async () => alive(undefined),
      projection: {
        write: async (booking, since) => {
          this.#mustBeUp("d1");
          this.writes();
          await Promise.resolve();
          const claims = since === 0 && booking.status !== "expired";
          if (claims && this.claimAnswer !== "written") return alive(this.claimAnswer);
          this.projections += 1;
          if (this.projected === null || this.projected.version < booking.version) this.projected = booking;
          return alive("written" as const);
        },
        claimPayment: async (_bookingId, intentId) => alive(!this.otherPayments.has(intentId)),
        releasePayment: async () => alive(undefined),
      },
      people: {
        byIds: async (ids) => [...new Set(ids)].map(person),
        administratorIds: async () => ["admin"],
      },
      pages: {
        tell: async (userId, { version }) => {
          this.#mustBeUp("pages");
          this.told.push({ userId, version, shown: this.projected?.version ?? 0 });
          return alive(undefined);
        },
      },
      platform: {
        announce: async (event, { timeline }) => {
          this.#mustBeUp("platform");
          const version = timeline[event.position]?.version ?? 0;
          this.announced.push({ event, version, shown: this.projected?.version ?? 0 });
          return alive(undefined);
        },
      },
      undelivered: {
        list: async (event) => {
          this.#mustBeUp("d1");
          this.undelivered.push(event);
          return alive(undefined);
        },
      },
      log: (event) => void this.logged.push(event),
      measure: () => {},
    };
  }

  #mustBeUp(service: Service): void {
    if (this.down.has(service)) throw new ServiceUnavailable(service, "is down");
  }
}

const person = (id: string) => ({
  id,
  name: `Person ${id}`,
  email: `${id}@example.test`,
  timezone: "America/New_York",
  locale: "en" as const,
});

/** A priced booking three days ahead, of an hour. */
export function newBooking(fields: Partial<NewBooking> = {}): NewBooking {
  const startsAt = START + 3 * DAY;
  return {
    id: "booking",
    mentorId: "mentor",
    menteeId: "mentee",
    startsAt,
    endsAt: startsAt + HOUR,
    price: { amount: 5_000, currency: "usd" },
    checkoutRequest: {
      description: "A session",
      customerEmail: "mentee@example.test",
      locale: "en",
      expiresAt: START + 32 * MINUTE,
    },
    ...fields,
  };
}

/** A world with a paid, confirmed booking at rest. */
export async function confirmedWorld(
  fields: Partial<NewBooking> = {},
  chosen: VideoRooms | null = null,
): Promise<SimulatedWorld> {
  const world = new SimulatedWorld(chosen);
  await world.life.create(newBooking(fields));
  await world.rest();
  world.stripe.pay(world.booking.checkoutSession?.id ?? "");
  await world.life.settleCheckout();
  await world.rest();
  return world;
}
