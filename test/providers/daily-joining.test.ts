import { decodeJwt, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { DAILY_DOMAIN, DAILY_KEY } from "../sandbox/support.ts";
import { cameTo, dailyWorld, guest, roomOrder, roomsAt } from "./support/daily.ts";
import { NOBODY, outage, service } from "./support/service.ts";

describe.each([
  ["signed here", DAILY_DOMAIN],
  ["asked for", null],
])("a way in, %s", (_how, domainId) => {
  it("opens the door for one person, with a name, until the end", async () => {
    const { rooms } = await dailyWorld(domainId);
    const order = roomOrder();
    const room = await rooms.makeRoom(order);
    const url = await rooms.joinUrl({ room, ...guest, ...order });
    expect(url.startsWith(`${room.url}?t=`)).toBe(true);
    const page = await (await fetch(url)).text();
    expect(page).toContain("Ana Silva");
    expect(page).toContain('id="role">participant<');
    const owners = await rooms.joinUrl({ room, ...guest, userId: "u_carlos", owner: true, ...order });
    expect(await (await fetch(owners)).text()).toContain('id="role">owner<');
    expect((await fetch(room.url)).status).toBe(403);
  });

  it("says who, where, and from when to when", async () => {
    const { rooms } = await dailyWorld(domainId);
    const order = roomOrder();
    const room = await rooms.makeRoom(order);
    const token = new URL(await rooms.joinUrl({ room, ...guest, ...order })).searchParams.get("t") ?? "";
    const { payload } = await jwtVerify(token, new TextEncoder().encode(DAILY_KEY), {
      algorithms: ["HS256"],
    });
    expect(payload).toMatchObject({
      r: "r-1",
      d: DAILY_DOMAIN,
      u: "Ana Silva",
      ud: "u_ana",
      ejt: true,
      nbf: Math.floor(order.opensAt / 1000),
      exp: Math.floor(order.closesAt / 1000),
    });
    expect(payload).not.toMatchObject({ o: true });
  });

  it("is there for an id of 40 characters, under another name", async () => {
    const { rooms } = await dailyWorld(domainId);
    const order = roomOrder();
    const room = await rooms.makeRoom(order);
    const url = await rooms.joinUrl({ room, ...guest, userId: "u".repeat(40), ...order });
    const { ud } = decodeJwt(new URL(url).searchParams.get("t") ?? "");
    expect(ud).toMatch(/^~[A-Za-z0-9_-]{35}$/);
    expect((await fetch(url)).status).toBe(200);
    // Came, but cannot be told from the other: nobody is said to have stayed away.
    expect(await cameTo(rooms, "r-1")).toEqual({ joined: [], complete: false });
  });
});

describe("a way in", () => {
  it("needs nobody when it is signed here, and is an outage when it is asked for in vain", async () => {
    const room = { provider: "daily", name: "r-1", url: "https://x.daily.co/r-1" } as const;
    const order = { room, ...guest, ...roomOrder() };
    expect(await roomsAt(NOBODY).joinUrl(order)).toContain("https://x.daily.co/r-1?t=");
    await outage(roomsAt(NOBODY, null).joinUrl(order));
    await outage(roomsAt((await service({ status: 200, body: {} })).url, null).joinUrl(order));
    await outage(roomsAt((await service({ status: 400, body: {} })).url, null).joinUrl(order));
  });
});

describe("who came", () => {
  it("is nobody, then one, then both, each once", async () => {
    const { rooms } = await dailyWorld();
    const order = roomOrder();
    const room = await rooms.makeRoom(order);
    expect(await cameTo(rooms, "r-1")).toEqual({ joined: [], complete: true });
    const ana = await rooms.joinUrl({ room, ...guest, ...order });
    await fetch(ana);
    await fetch(ana);
    expect(await cameTo(rooms, "r-1")).toEqual({ joined: ["u_ana"], complete: true });
    await fetch(await rooms.joinUrl({ room, ...guest, userId: "u_carlos", ...order }));
    const { joined } = await cameTo(rooms, "r-1");
    expect([...joined].sort()).toEqual(["u_ana", "u_carlos"]);
  });

  const meeting = (id: string, user_id: string | null, max_participants = 1) => ({
    id,
    max_participants,
    participants: [{ user_id }],
  });
  const full = (from: number) => Array.from({ length: 100 }, (_, i) => meeting(`m${from + i}`, "u_ana"));

  it("is read to the last page", async () => {
    const { url, asked } = await service(
      { status: 200, body: { data: full(0) } },
      { status: 200, body: { data: [meeting("m100", "u_carlos")] } },
    );
    expect(await cameTo(roomsAt(url), "r-1")).toEqual({ joined: ["u_ana", "u_carlos"], complete: true });
    expect(asked.map(({ path }) => path)).toEqual([
      "/meetings?room=r-1&limit=100",
      "/meetings?room=r-1&limit=100&starting_after=m99",
    ]);
  });

  it("is not complete when it never ends, when somebody has no name, when a list is cut off", async () => {
    const endless = await service({ status: 200, body: { data: full(0) } });
    expect((await cameTo(roomsAt(endless.url), "r-1")).complete).toBe(false);
    expect(endless.asked).toHaveLength(10);
    const unnamed = await service({
      status: 200,
      body: { data: [meeting("m1", null), meeting("m2", "u_ana")] },
    });
    expect(await cameTo(roomsAt(unnamed.url), "r-1")).toEqual({ joined: ["u_ana"], complete: false });
    const cut = await service({ status: 200, body: { data: [meeting("m1", "u_ana", 2)] } });
    expect(await cameTo(roomsAt(cut.url), "r-1")).toEqual({ joined: ["u_ana"], complete: false });
  });

  it("is an outage when it is refused or nonsense", async () => {
    await outage(cameTo(roomsAt((await service({ status: 404, body: {} })).url), "r-1"));
    await outage(cameTo(roomsAt((await service({ status: 200, body: { data: [{ id: 1 }] } })).url), "r-1"));
  });
});
