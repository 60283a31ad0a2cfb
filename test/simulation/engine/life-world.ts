import type { Booking, BookingStatus } from "../../../domain/booking.ts";
import { factsOf } from "../../../domain/booking-facts.ts";
import { shownStatus } from "../../../domain/schedule.ts";
import type { World } from "../../../durable-objects/services.ts";
import type { VideoRooms } from "../../../providers/video/port.ts";
import { APP_ORIGIN } from "../native/plain-letter.ts";
import {
  ANSWERED_FAULTS,
  D1_WRITE_FAULTS,
  MAIL_FAULTS,
  READ_FAULTS,
  REFUND_FAULTS,
  STRIPE_READ_FAULTS,
  STRIPE_WRITE_FAULTS,
} from "./calls.ts";
import type { DurableStorage } from "./durable-storage.ts";
import type { Host } from "./host.ts";
import type { SimWorld } from "./sim-world.ts";

/** The world as one birth of one object sees it: shared services, each call of which may go wrong, and its own alarm. */
export function lifeWorld(
  world: SimWorld,
  host: Host,
  storage: DurableStorage,
  isAlive: () => boolean,
): World {
  return {
    payments: payments(world, host, storage),
    video: video(world, host, storage),
    email: {
      send: (message, key) => {
        const judgedOn = storage.disk.stored?.booking ?? null;
        return host.call(storage, "email.send", MAIL_FAULTS, {
          work: () => world.email.send(host, message, key, judgedOn, world.now),
        });
      },
    },
    appOrigin: APP_ORIGIN,
    supportEmail: "support@meridian.test",
    emailFrom: "Meridian <hello@meridian.test>",
    clock: () => world.now,
    setAlarm: (at) => storage.setAlarm(at),
    clearAlarm: () => storage.setAlarm(null),
    newId: () => host.step("id").replaceAll("/", "-").padEnd(16, "x"),
    answered: () => host.call(storage, "object.answered", ANSWERED_FAULTS, { work: () => {} }),
    projection: {
      write: (booking, since) =>
        host.call(storage, "d1.write", D1_WRITE_FAULTS, { work: () => written(world, host, booking, since) }),
      claimPayment: (bookingId, intentId) =>
        host.call(storage, "d1.claim", D1_WRITE_FAULTS, {
          work: () => world.d1.claimPayment(bookingId, intentId),
        }),
      releasePayment: (bookingId, intentId) =>
        host.call(storage, "d1.release", D1_WRITE_FAULTS, {
          work: () => world.d1.releasePayment(bookingId, intentId),
        }),
    },
    people: {
      byIds: (ids) => host.call(storage, "d1.people", READ_FAULTS, { work: () => world.people(ids) }),
      administratorIds: () =>
        host.call(storage, "d1.admins", READ_FAULTS, { work: () => world.administrators }),
    },
    pages: {
      tell: (userId, news) =>
        host.call(storage, "pages.tell", READ_FAULTS, {
          work: () => world.watch.told(world, host, userId, news.version),
        }),
    },
    platform: {
      announce: (event, booking) =>
        host.call(storage, "platform.announce", READ_FAULTS, {
          work: () => world.watch.announced(world, host, event, booking),
        }),
    },
    undelivered: {
      list: (event) =>
        host.call(storage, "d1.listUndelivered", D1_WRITE_FAULTS, {
          work: () => world.watch.undelivered(world, host, event),
        }),
    },
    log: (event, fields) => {
      if (isAlive()) world.log(host, event, fields);
    },
    measure: () => {},
  };
}

/** As a reader of D1 would see it: what the row showed at this instant, and what it shows now. */
function written(world: SimWorld, host: Host, booking: Booking, since: number) {
  const shown = (): BookingStatus | null => {
    const row = world.d1.rows.get(booking.id);
    return row === undefined ? null : shownStatus(factsOf(row.booking), world.now);
  };
  const before = shown();
  const outcome = world.d1.write(booking, since);
  const after = shown();
  if (before !== null && after !== null) world.watch.shown(world, host, before, after);
  return outcome;
}

function payments(world: SimWorld, host: Host, storage: DurableStorage): World["payments"] {
  const { stripe } = world;
  const read = <T>(method: string, work: () => T): Promise<T> =>
    host.call(storage, `stripe.${method}`, STRIPE_READ_FAULTS, { work });
  return {
    livemode: false,
    openCheckout: (order) =>
      host.call(storage, "stripe.createCheckout", STRIPE_WRITE_FAULTS, {
        start: () => stripe.keys.begin(order.idempotencyKey),
        work: (fault) => stripe.openCheckout(order, fault),
      }),
    readCheckout: (id) => read("readCheckout", () => stripe.readCheckout(id)),
    expireCheckout: (id) =>
      host.call(storage, "stripe.expireCheckout", D1_WRITE_FAULTS, { work: () => stripe.expireCheckout(id) }),
    readPayment: (id) => read("readPayment", () => stripe.readPayment(id)),
    listRefunds: (id) => read("listRefunds", () => stripe.listRefunds(id)),
    readRefund: (id) => read("readRefund", () => stripe.readRefund(id)),
    createRefund: (order) =>
      host.call(storage, "stripe.createRefund", REFUND_FAULTS, {
        start: () => stripe.keys.begin(order.idempotencyKey),
        work: (fault) => stripe.createRefund(order, fault),
      }),
  };
}

function video(world: SimWorld, host: Host, storage: DurableStorage): World["video"] {
  const call = <T>(method: string, work: () => T): Promise<T> =>
    host.call(storage, `video.${method}`, READ_FAULTS, { work });
  const daily: VideoRooms = {
    provider: "daily",
    makeRoom: (order) => call("makeRoom", () => world.video.makeRoom(order, world.now)),
    isThere: (room) => call("isThere", () => world.video.rooms.has(room.name)),
    removeRoom: (room) => call("removeRoom", () => world.video.removeRoom(room)),
    joinUrl: (order) =>
      call("joinUrl", () => {
        world.watch.linkAsked(world, host, order.userId);
        return world.video.joinUrl(order);
      }),
    attendance: (name) =>
      call("attendance", () => world.video.attendance(name, world.fate.degree(name) < 0.6)),
  };
  const jitsi: VideoRooms = {
    provider: "jitsi",
    makeRoom: async ({ name }) => ({ provider: "jitsi", name, url: `https://meet.test/${name}` }),
    isThere: async () => true,
    removeRoom: async () => {},
    joinUrl: async (order) => {
      world.watch.linkAsked(world, host, order.userId);
      return `${order.room.url}?jwt=${order.userId}`;
    },
    attendance: null,
  };
  const standIn = world.hasStandIn ? jitsi : null;
  return { first: daily, standIn, of: (provider) => (provider === "daily" ? daily : standIn) };
}
