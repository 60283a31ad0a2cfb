import { generateKeyPairSync } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
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

/** A door that only tokens open, one of them good: whatever `spoiled` puts in its place must not. */
async function doorOf(form: "shared" | "8x8") {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const appId = form === "8x8" ? "vpaas-magic-cookie-1" : "meridian";
  const own = { domain: "localhost:1", appId };
  const pem = String(publicKey.export({ type: "spki", format: "pem" }));
  const jitsi =
    form === "8x8"
      ? { ...own, secret: null, keyId: `${appId}/k`, publicKey: pem }
      : { ...own, secret: SECRET, keyId: null, publicKey: null };
  const { sandbox } = await world({ jitsi });
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    ...(form === "8x8"
      ? { aud: "jitsi", iss: "chat", sub: appId }
      : { aud: appId, iss: appId, sub: "localhost" }),
    room: "r1",
    context: { user: { id: "u_ana", name: "Ana Silva", moderator: "false" } },
    iat: now,
    nbf: now - 60,
    exp: now + 60,
  };
  return async (spoiled: Record<string, unknown> = {}, kid: string | undefined = `${appId}/k`) => {
    const token = new SignJWT({ ...claims, ...spoiled });
    const signed =
      form === "8x8"
        ? token.setProtectedHeader({ alg: "RS256", typ: "JWT", ...(kid ? { kid } : {}) }).sign(privateKey)
        : token.setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(new TextEncoder().encode(SECRET));
    const door = form === "8x8" ? `${appId}/r1` : "r1";
    return (await fetch(`${sandbox.url}/${door}?jwt=${await signed}`)).status;
  };
}

describe.each(["shared", "8x8"] as const)("a token in the form of %s", (form) => {
  it.each<[string, Record<string, unknown>]>([
    ["without an expiry", { exp: undefined }],
    ["that has no beginning", { nbf: undefined }],
    ["that is not valid yet", { nbf: Math.floor(Date.now() / 1000) + 600 }],
    ["whose expiry is no number", { exp: "tomorrow" }],
    ["without a room", { room: undefined }],
    ["without an audience", { aud: undefined }],
    ["for another audience", { aud: "another" }],
    ["without an issuer", { iss: undefined }],
    ["of another issuer", { iss: "another" }],
    ["for another server", { sub: "another" }],
    ["that names nobody", { context: undefined }],
    ["whose person holds what is no text", { context: { user: { name: "Ana", moderator: false } } }],
    ["whose person holds nothing where there is a name", { context: { user: { name: null } } }],
  ])("%s is refused", async (_what, spoiled) => {
    const enter = await doorOf(form);
    expect(await enter()).toBe(200);
    expect(await enter(spoiled)).toBe(403);
  });
});

it.each(["", "vpaas-magic-cookie-1/another"])("8x8 refuses a token under the key '%s'", async (kid) => {
  expect(await (await doorOf("8x8"))({}, kid)).toBe(403);
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
