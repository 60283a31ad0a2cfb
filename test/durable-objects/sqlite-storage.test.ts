import "../worker/support/settings.ts";
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { Booking } from "../../domain/booking.ts";
import { HOUR } from "../../domain/time.ts";
import { bookingObject } from "../../durable-objects/client.ts";
import { sqliteStorage } from "../../durable-objects/sqlite-storage.ts";
import { uniqueId } from "../worker/support/api.ts";

const NAMESPACE = (env as unknown as { BOOKING: DurableObjectNamespace }).BOOKING;

/** A storage of our own over that of an object that has a booking. */
async function withStorage(check: (storage: ReturnType<typeof sqliteStorage>, booking: Booking) => void) {
  const id = uniqueId();
  const startsAt = Math.ceil(Date.now() / HOUR) * HOUR + 72 * HOUR;
  await bookingObject(NAMESPACE, id).takeOver({
    id,
    mentorId: uniqueId(),
    menteeId: uniqueId(),
    startsAt,
    endsAt: startsAt + HOUR,
    price: { amount: 0, currency: "usd" },
    status: "confirmed",
    paymentIntentId: null,
  });
  await runInDurableObject(NAMESPACE.get(NAMESPACE.idFromName(id)), (_instance, state) => {
    const storage = sqliteStorage(state.storage);
    const stored = storage.load();
    if (stored === null) throw new Error("no booking");
    check(storage, stored.booking);
  });
}

it("keeps what it has read until it writes, and reads then what was written", () =>
  withStorage((storage, booking) => {
    expect(storage.load()).toBe(storage.load());
    expect(storage.outbox()).toBe(storage.outbox());

    const next = { ...booking, version: booking.version + 1 };
    storage.save(next, [{ type: "project" }], Date.now());
    expect(storage.load()?.booking.version).toBe(next.version);
    const entry = storage.outbox().find(({ effect }) => effect.type === "project");
    if (entry === undefined) throw new Error("no effect");

    storage.projected(next.version);
    expect(storage.load()?.projectedVersion).toBe(next.version);
    storage.postpone(entry, entry.dueAt + 1, "later");
    expect(storage.outbox().find(({ key }) => key === entry.key)?.lastError).toBe("later");
    storage.clear(entry);
    expect(storage.outbox().some(({ key }) => key === entry.key)).toBe(false);

    storage.forget();
    expect([storage.load(), storage.outbox()]).toEqual([null, []]);
  }));

it("has of a write that fails what there was before it", () =>
  withStorage((storage, booking) => {
    const unstorable = { type: "project", never: 1n } as unknown as Parameters<
      typeof storage.save
    >[1][number];
    const save = () => storage.save({ ...booking, version: booking.version + 1 }, [unstorable], Date.now());
    expect(save).toThrow(/BigInt/);
    expect(storage.load()?.booking).toEqual(booking);
  }));
