import type { Booking, BookingStatus } from "../../../domain/booking.ts";
import type { PlatformEvent } from "../../../domain/platform-events.ts";
import type { Delivered } from "../outside/inbox.ts";
import type { Host } from "./host.ts";
import type { SimWorld } from "./sim-world.ts";

/** Looks on while a history happens, and says at once what must never be. */
export interface Watcher {
  readonly saved?: (world: SimWorld, host: Host, before: Booking | null, after: Booking) => void;
  readonly crashed?: (world: SimWorld, host: Host) => void;
  readonly mailLeft?: (world: SimWorld, host: Host, mail: Delivered) => void;
  /** A call of the object's leaves it. */
  readonly called?: (world: SimWorld, host: Host, call: string) => void;
  /** The object asks the video service for a person's address. */
  readonly linkAsked?: (world: SimWorld, host: Host, userId: string) => void;
  /** The object answers with it. */
  readonly linkGiven?: (world: SimWorld, host: Host, userId: string) => void;
  /** A person's open pages hear that the booking has changed. */
  readonly told?: (world: SimWorld, host: Host, userId: string, version: number) => void;
  /** A platform takes a webhook. */
  readonly announced?: (world: SimWorld, host: Host, event: PlatformEvent, booking: Booking) => void;
  /** A webhook that no attempt could deliver is listed. */
  readonly undelivered?: (world: SimWorld, host: Host, event: PlatformEvent) => void;
  /** D1 was written: what it showed at this instant before, and what it shows now. */
  readonly shown?: (world: SimWorld, host: Host, before: BookingStatus, after: BookingStatus) => void;
  readonly logged?: (
    world: SimWorld,
    host: Host,
    event: string,
    fields: Readonly<Record<string, unknown>>,
  ) => void;
}

/** All watchers as one. */
export class Watch {
  readonly #watchers: readonly Watcher[];
  world: SimWorld | null = null;

  constructor(watchers: readonly Watcher[]) {
    this.#watchers = watchers;
  }

  saved(host: Host, before: Booking | null, after: Booking): void {
    const { world } = this;
    if (world === null) return;
    for (const watcher of this.#watchers) watcher.saved?.(world, host, before, after);
  }

  crashed(host: Host): void {
    const { world } = this;
    if (world === null) return;
    for (const watcher of this.#watchers) watcher.crashed?.(world, host);
  }

  mailLeft(world: SimWorld, host: Host, mail: Delivered): void {
    for (const watcher of this.#watchers) watcher.mailLeft?.(world, host, mail);
  }

  called(world: SimWorld, host: Host, call: string): void {
    for (const watcher of this.#watchers) watcher.called?.(world, host, call);
  }

  linkAsked(world: SimWorld, host: Host, userId: string): void {
    for (const watcher of this.#watchers) watcher.linkAsked?.(world, host, userId);
  }

  linkGiven(world: SimWorld, host: Host, userId: string): void {
    for (const watcher of this.#watchers) watcher.linkGiven?.(world, host, userId);
  }

  told(world: SimWorld, host: Host, userId: string, version: number): void {
    for (const watcher of this.#watchers) watcher.told?.(world, host, userId, version);
  }

  announced(world: SimWorld, host: Host, event: PlatformEvent, booking: Booking): void {
    for (const watcher of this.#watchers) watcher.announced?.(world, host, event, booking);
  }

  undelivered(world: SimWorld, host: Host, event: PlatformEvent): void {
    for (const watcher of this.#watchers) watcher.undelivered?.(world, host, event);
  }

  shown(world: SimWorld, host: Host, before: BookingStatus, after: BookingStatus): void {
    for (const watcher of this.#watchers) watcher.shown?.(world, host, before, after);
  }

  logged(world: SimWorld, host: Host, event: string, fields: Readonly<Record<string, unknown>>): void {
    for (const watcher of this.#watchers) watcher.logged?.(world, host, event, fields);
  }
}
