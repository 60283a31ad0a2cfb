import { describe, expect, it } from "vitest";
import { DAILY_API, dailyRooms } from "../../providers/video/daily/rooms.ts";
import type { World } from "../sandbox/support.ts";
import { cameTo, dailyWorld, roomOrder, roomsAt } from "./support/daily.ts";
import { NOBODY, outage, service } from "./support/service.ts";

const roomInLedger = async (it: World, name: string) => {
  const ledger = (await (await fetch(`${it.sandbox.url}/ledger.json`)).json()) as {
    rooms: { name: string; privacy: string; config: Record<string, unknown> }[];
  };
  return ledger.rooms.filter((room) => room.name === name);
};

describe("a room", () => {
  it("is private, ejects at its end, and has chat and screen sharing", async () => {
    const it = await dailyWorld();
    const order = roomOrder();
    const room = await it.rooms.makeRoom(order);
    expect(room).toEqual({ provider: "daily", name: "r-1", url: `${it.sandbox.url}/video/r-1` });
    expect(await roomInLedger(it, "r-1")).toEqual([
      expect.objectContaining({
        privacy: "private",
        config: expect.objectContaining({
          nbf: Math.floor(order.opensAt / 1000),
          exp: Math.floor(order.closesAt / 1000),
          eject_at_room_exp: true,
          enable_chat: true,
          enable_screenshare: true,
          start_video_off: false,
          start_audio_off: false,
        }),
      }),
    ]);
  });

  it("asked for twice is one, even after an answer that was lost", async () => {
    const it = await dailyWorld();
    await it.arm({ service: "daily", fault: "drop_after" });
    await outage(it.rooms.makeRoom(roomOrder()));
    const first = await it.rooms.makeRoom(roomOrder());
    expect(await it.rooms.makeRoom(roomOrder())).toEqual(first);
    expect(await roomInLedger(it, "r-1")).toHaveLength(1);
  });

  it("is removed once and for all: one that is gone is fine", async () => {
    const it = await dailyWorld();
    await it.rooms.makeRoom(roomOrder());
    await it.rooms.removeRoom({ name: "r-1" });
    await it.rooms.removeRoom({ name: "r-1" });
    expect(await roomInLedger(it, "r-1")).toEqual([]);
  });

  it("refused for another reason than its name is an outage", async () => {
    const { rooms } = await dailyWorld();
    expect((await outage(rooms.makeRoom(roomOrder("no spaces allowed")))).message).toContain("there is none");
  });

  it("that anybody may enter is not taken for ours", async () => {
    const room = { name: "r-1", url: "https://x.daily.co/r-1", privacy: "public" };
    const { url } = await service({ status: 400, body: { error: "exists" } }, { status: 200, body: room });
    await outage(roomsAt(url).makeRoom(roomOrder()));
  });

  it("of another domain than the one configured is an outage, not a dead link", async () => {
    const room = { name: "r-1", url: "https://theirs.daily.co/r-1", privacy: "private" };
    const { url } = await service({ status: 200, body: room });
    await outage(roomsAt(url, null, "ours").makeRoom(roomOrder()));
    expect(await roomsAt(url, null, "theirs").makeRoom(roomOrder())).toMatchObject({ url: room.url });
  });

  it.each(["drop_before", "timeout_before", "409", "429", "500"])("after %s is an outage", async (fault) => {
    const it = await dailyWorld();
    for (const call of [
      () => it.rooms.makeRoom(roomOrder()),
      () => it.rooms.removeRoom({ name: "r-1" }),
      () => cameTo(it.rooms, "r-1"),
    ]) {
      await it.arm({ service: "daily", fault });
      await outage(call());
    }
  });

  it("with a bad key, without an answer, or with nonsense is an outage", async () => {
    const { sandbox } = await dailyWorld();
    const strangers = dailyRooms({
      apiKey: "x",
      apiBase: `${sandbox.url}/daily/v1`,
      domain: null,
      domainId: null,
    });
    await outage(strangers.makeRoom(roomOrder()));
    await outage(strangers.removeRoom({ name: "r-1" }));
    await outage(roomsAt(NOBODY).makeRoom(roomOrder()));
    for (const body of ["<html>", {}, { name: "r-1", url: "javascript:alert(1)", privacy: "private" }]) {
      await outage(roomsAt((await service({ status: 200, body })).url).makeRoom(roomOrder()));
    }
    await outage(
      roomsAt((await service({ status: 302, headers: { location: NOBODY }, body: "" })).url).removeRoom({
        name: "r",
      }),
    );
  });

  it("waits as long as it is told", async () => {
    const { url } = await service({ status: 429, headers: { "retry-after": "2" }, body: {} });
    expect((await outage(roomsAt(url).makeRoom(roomOrder()))).retryAfter).toBe(2_000);
  });

  it("is made at the real address unless told otherwise", () => {
    expect(DAILY_API).toBe("https://api.daily.co/v1");
  });
});
