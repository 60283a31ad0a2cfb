import { generateKeyPairSync } from "node:crypto";
import { jwtVerify } from "jose";
import { expect, it } from "vitest";
import { jitsiRooms } from "../../providers/video/jitsi/rooms.ts";
import type { JitsiKey } from "../../providers/video/jitsi/tokens.ts";
import { world } from "../sandbox/support.ts";
import { guest, MINUTE, roomOrder } from "./support/daily.ts";

const SECRET = "a-secret-shared-with-the-server-of-32";
const SHARED: JitsiKey = { kind: "shared", secret: SECRET };

const tokenIn = (url: string): string => new URL(url).searchParams.get("jwt") ?? "";

/** The room's door at the sandbox, and ways in as differently configured apps would sign them. */
async function jitsiWorld() {
  const { sandbox } = await world({
    jitsi: { domain: "localhost:1", appId: "meridian", secret: SECRET, keyId: null, publicKey: null },
  });
  const domain = new URL(sandbox.url).host;
  return async (
    change: { appId?: string; key?: JitsiKey; host?: string; door?: string; late?: boolean } = {},
  ) => {
    const { appId = "meridian", key = SHARED, host = domain, door = "r1", late = false } = change;
    const rooms = jitsiRooms({ domain: host, appId, key });
    const order = roomOrder("r1");
    const room = await rooms.makeRoom(order);
    const closesAt = late ? Date.now() - MINUTE : order.closesAt;
    const token = tokenIn(await rooms.joinUrl({ room, ...guest, ...order, closesAt }));
    return fetch(`${sandbox.url}/${door}?jwt=${token}`);
  };
}

it("lets one person into one room", async () => {
  const enter = await jitsiWorld();
  const page = await enter();
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("Ana Silva");
});

it.each([
  ["for another app", { appId: "other" }],
  ["for another server", { host: "meet.example.com" }],
  ["for another room", { door: "r2" }],
  ["of yesterday", { late: true }],
  ["signed by another", { key: { kind: "shared", secret: "another" } as const }],
])("refuses a token %s", async (_what, change) => {
  expect((await (await jitsiWorld())(change)).status).toBe(403);
});

it("signs with the shared secret what Prosody asks for", async () => {
  const rooms = jitsiRooms({ domain: "Meet.example.com", appId: "meridian", key: SHARED });
  const order = roomOrder("r1");
  const url = await rooms.joinUrl({ room: await rooms.makeRoom(order), ...guest, ...order });
  const { payload } = await jwtVerify(tokenIn(url), new TextEncoder().encode(SECRET), {
    algorithms: ["HS256"],
    audience: "meridian",
    issuer: "meridian",
    subject: "meet.example.com",
  });
  expect(payload).toMatchObject({
    room: "r1",
    nbf: Math.floor(order.opensAt / 1000),
    exp: Math.floor(order.closesAt / 1000),
    context: { user: { id: "u_ana", name: "Ana Silva", moderator: "false" } },
  });
});

it("signs with the key that 8x8 knows by its id", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = String(privateKey.export({ type: "pkcs8", format: "pem" }));
  const appId = "vpaas-magic-cookie-1";
  const key: JitsiKey = { kind: "private", keyId: `${appId}/k`, pem };
  const rooms = jitsiRooms({ domain: "8x8.vc", appId, key });
  const order = roomOrder("r1");
  const url = await rooms.joinUrl({ room: await rooms.makeRoom(order), ...guest, ...order });
  expect(url.startsWith(`https://8x8.vc/${appId}/r1?jwt=`)).toBe(true);
  const { protectedHeader } = await jwtVerify(tokenIn(url), publicKey, {
    algorithms: ["RS256"],
    audience: "jitsi",
    issuer: "chat",
    subject: appId,
  });
  expect(protectedHeader.kid).toBe(`${appId}/k`);
});
