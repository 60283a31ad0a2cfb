import { describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../../domain/time.ts";
import { jitsi } from "./world/video.ts";
import { confirmedWorld } from "./world/world.ts";

describe("a room", () => {
  it("of a cancelled session goes once its service answers again, however long that was out", async () => {
    const world = await confirmedWorld();
    world.down.add("video");
    await world.life.cancel({
      by: { kind: "participant", userId: "mentor" },
      reason: null,
      shareReason: false,
    });
    await world.until(world.now + 5 * HOUR);
    expect([world.rooms.size, world.outbox]).toEqual([1, ["remove_room"]]);
    world.down.clear();
    await world.until(world.now + 5 * MINUTE);
    expect([world.rooms.size, world.outbox]).toEqual([0, []]);
  });

  it("stays where it is when another service is chosen for new ones", async () => {
    const world = await confirmedWorld();
    world.chosen = jitsi;
    world.crash();
    await world.until(world.booking.startsAt - 5 * MINUTE);
    for (const userId of ["mentor", "mentee"]) {
      const link = await world.life.join(userId, "Person");
      expect(link.ok && link.value).toMatchObject({ provider: "daily", url: expect.stringContaining("?t=") });
    }
    const later = await confirmedWorld({}, jitsi);
    expect(later.booking.room?.provider).toBe("jitsi");
  });
});
