import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { wherebyRooms } from "../../providers/video/whereby/rooms.ts";
import { readWherebyWebhook } from "../../providers/video/whereby/webhook.ts";
import { post, WHEREBY_KEY, WHEREBY_SECRET, world } from "../sandbox/support.ts";
import { guest, roomOrder } from "./support/daily.ts";
import { outage } from "./support/service.ts";
import { value } from "./support/stripe.ts";

const LATER = new Date(Date.now() + 3_600_000).toISOString();

async function wherebyWorld() {
  const it = await world({ patienceMs: 150 });
  const apiBase = `${it.sandbox.url}/whereby/v1`;
  return { ...it, apiBase, rooms: wherebyRooms({ apiKey: WHEREBY_KEY, apiBase }) };
}

describe("a room at Whereby", () => {
  it("is made, found, entered by its owner, and gone once removed", async () => {
    const { rooms } = await wherebyWorld();
    const order = roomOrder("r1");
    const room = await rooms.makeRoom(order);
    expect(room).toMatchObject({ provider: "whereby", serviceId: expect.any(String) });
    expect(room.ownerUrl).toContain("roomKey=");
    expect(await rooms.isThere(room)).toBe(true);
    const owners = await rooms.joinUrl({ room, ...guest, owner: true, ...order });
    expect(owners).toContain("roomKey=");
    expect(await (await fetch(owners)).text()).toContain("Ana Silva");
    expect(await rooms.joinUrl({ room, ...guest, ...order })).not.toContain("roomKey=");
    await rooms.removeRoom(room);
    await rooms.removeRoom(room);
    expect(await rooms.isThere(room)).toBe(false);
  });

  it("has a name that starts with ours, which is as long as a prefix may be", async () => {
    const { rooms } = await wherebyWorld();
    const longest = "m".repeat(39);
    expect((await rooms.makeRoom(roomOrder(longest))).name).toMatch(new RegExp(`^${longest}`));
    await outage(rooms.makeRoom(roomOrder(`${longest}m`)));
  });

  it("is an outage with another's key, or when the service fails", async () => {
    const { rooms, apiBase, arm } = await wherebyWorld();
    await outage(wherebyRooms({ apiKey: "x", apiBase }).makeRoom(roomOrder("r1")));
    await arm({ service: "whereby", fault: "500" });
    await outage(rooms.makeRoom(roomOrder("r1")));
  });

  it.each([
    ["an unknown property", { endDate: LATER, nbf: 1 }, "nbf"],
    ["no endDate", { isLocked: true }, "endDate"],
    ["an endDate that is no date", { endDate: "tomorrow" }, "endDate"],
    ["an endDate in the past", { endDate: new Date(Date.now() - 60_000).toISOString() }, "endDate"],
    ["a prefix of 40 characters", { endDate: LATER, roomNamePrefix: "m".repeat(40) }, "roomNamePrefix"],
    ["a prefix in capitals", { endDate: LATER, roomNamePrefix: "Room" }, "roomNamePrefix"],
    ["another room mode", { endDate: LATER, roomMode: "huge" }, "roomMode"],
    ["an unknown field asked for", { endDate: LATER, fields: ["password"] }, "fields"],
  ])("is refused with %s", async (_what, body, named) => {
    const { apiBase } = await wherebyWorld();
    const refused = await post(`${apiBase}/meetings`, body, { authorization: `Bearer ${WHEREBY_KEY}` });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain(named);
  });
});

describe("what Whereby tells", () => {
  const NOW = Date.parse("2026-11-27T14:00:00Z");
  const BAD = { ok: false, reason: { code: "bad_signature" } };
  const joined = JSON.stringify({
    id: "ev_1",
    apiVersion: "1.0",
    createdAt: "2026-11-27T14:00:00.000Z",
    type: "room.client.joined",
    data: { roomName: "/r1", externalId: "u_ana" },
  });
  const read = (stamp: number, secret = WHEREBY_SECRET, body = joined) => {
    const v1 = createHmac("sha256", secret).update(`${stamp}.${joined}`).digest("hex");
    const headers = new Headers({ "whereby-signature": `t=${stamp},v1=${v1}` });
    return readWherebyWebhook(body, headers, WHEREBY_SECRET, NOW);
  };

  it.each([NOW, NOW / 1000])("is who came where and when, stamped %s", async (stamp) => {
    const event = value(await read(stamp));
    expect(event).toEqual({ id: "ev_1", kind: "joined", roomName: "r1", userId: "u_ana", at: NOW });
  });

  it("is nothing when it is stale, changed, unsigned, or signed by another", async () => {
    expect(await read(NOW - 301_000)).toEqual(BAD);
    expect(await read(NOW, WHEREBY_SECRET, `${joined} `)).toEqual(BAD);
    expect(await read(NOW, "another")).toEqual(BAD);
    expect(await readWherebyWebhook(joined, new Headers(), WHEREBY_SECRET, NOW)).toEqual(BAD);
  });
});
