import { createHmac } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { DAILY_DOMAIN, DAILY_KEY, DAILY_SECRET, post, world } from "./support.ts";

const nowS = (): number => Math.floor(Date.now() / 1000);
const secret = new TextEncoder().encode(DAILY_KEY);

interface Room {
  name: string;
  url: string;
  privacy: string;
  config: Record<string, unknown>;
}

async function daily(url: string) {
  const headers = { authorization: `Bearer ${DAILY_KEY}` };
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/daily/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as Answer };
  };
  const room = async (name: string, properties: Record<string, unknown> = {}): Promise<Room> => {
    const wish = {
      name,
      privacy: "private",
      properties: { nbf: nowS() - 60, exp: nowS() + 600, ...properties },
    };
    return (await call("POST", "/rooms", wish)).json as unknown as Room;
  };
  return { call, room };
}

function token(claims: Record<string, unknown>): Promise<string> {
  const all = { d: DAILY_DOMAIN, iat: nowS(), exp: nowS() + 300, ...claims };
  return new SignJWT(all).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(secret);
}

/** The fields that a test reads by name, among others. */
interface Answer {
  id?: string;
  name?: string;
  token?: string;
  [field: string]: unknown;
}

describe("Daily's rooms", () => {
  it("are made, read, changed, listed and deleted", async () => {
    const { sandbox } = await world();
    const { call, room } = await daily(sandbox.url);
    const made = await room("r-1", { enable_chat: true });
    expect(made).toMatchObject({
      name: "r-1",
      privacy: "private",
      url: `${sandbox.url}/video/r-1`,
      config: { enable_chat: true },
    });
    expect((await call("GET", "/rooms/r-1")).json).toMatchObject({ name: "r-1" });
    const later = nowS() + 900;
    expect((await call("POST", "/rooms/r-1", { properties: { exp: later } })).json).toMatchObject({
      config: { exp: later, enable_chat: true },
    });
    expect((await call("GET", "/rooms")).json).toMatchObject({ total_count: 1 });
    expect((await call("DELETE", "/rooms/r-1")).json).toEqual({ deleted: true, name: "r-1" });
    expect(await call("GET", "/rooms/r-1")).toEqual({
      status: 404,
      json: { error: "not-found", info: "room r-1 not found" },
    });
  });

  it("are refused as Daily refuses them", async () => {
    const { sandbox } = await world();
    const { call, room } = await daily(sandbox.url);
    await room("taken");
    const invalid = (info: string) => ({
      status: 400,
      json: { error: "invalid-request-error", info: expect.stringContaining(info) },
    });
    expect(await call("POST", "/rooms", { name: "taken" })).toEqual(
      invalid("a room named taken already exists"),
    );
    expect(await call("POST", "/rooms", { name: "with space" })).toEqual(
      invalid("contains invalid characters"),
    );
    expect(await call("POST", "/rooms", { name: "x".repeat(42) })).toEqual(invalid("41"));
    expect(await call("POST", "/rooms", { properties: { exp: nowS() - 1 } })).toEqual(invalid("in the past"));
    expect(await call("POST", "/rooms", { properties: { exp: nowS() + 60.5 } })).toMatchObject({
      status: 400,
    });
    expect(await call("POST", "/rooms", { properties: { surprise: true } })).toEqual(invalid("surprise"));
    expect((await post(`${sandbox.url}/daily/v1/rooms`, {}, { authorization: "Bearer no" })).status).toBe(
      401,
    );
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["an unknown parameter", { nbf: 1 }, "nbf"],
    ["a privacy that is none", { privacy: "secret" }, "privacy"],
    ["a name in another alphabet", { name: "sala-ñ" }, "invalid characters"],
    ["a beginning after its end", { properties: { nbf: nowS() + 600, exp: nowS() + 60 } }, "nbf"],
    ["times in milliseconds and a half", { properties: { nbf: Date.now() + 0.5 } }, "nbf"],
    ["a switch that is a word", { properties: { enable_chat: "yes" } }, "enable_chat"],
  ])("are refused with %s", async (_what, wish, named) => {
    const { sandbox } = await world();
    const { call } = await daily(sandbox.url);
    expect(await call("POST", "/rooms", wish)).toEqual({
      status: 400,
      json: { error: "invalid-request-error", info: expect.stringContaining(named) },
    });
    expect((await call("GET", "/rooms")).json).toMatchObject({ total_count: 0 });
  });

  it("answer 429 and 500 in Daily's words when told to", async () => {
    const { arm, sandbox } = await world();
    const { call } = await daily(sandbox.url);
    await arm({ service: "daily", fault: "429", times: 1 });
    expect(await call("GET", "/rooms")).toEqual({ status: 429, json: { error: "rate-limit-error" } });
    await arm({ service: "daily", fault: "500", times: 1 });
    expect(await call("POST", "/rooms", { name: "r" })).toMatchObject({
      status: 500,
      json: { error: "server-error" },
    });
    expect((await call("GET", "/rooms")).json).toMatchObject({ total_count: 0 });
  });
});

describe("Daily's tokens", () => {
  it("carry the short claims, and can be validated", async () => {
    const { sandbox } = await world();
    const { call } = await daily(sandbox.url);
    const properties = {
      room_name: "r-1",
      user_name: "Ada",
      user_id: "u-1",
      is_owner: true,
      exp: nowS() + 60,
    };
    const { json } = await call("POST", "/meeting-tokens", { properties });
    const { payload } = await jwtVerify(String(json.token), secret);
    expect(payload).toMatchObject({ r: "r-1", u: "Ada", ud: "u-1", o: true, d: DAILY_DOMAIN });
    expect((await call("GET", `/meeting-tokens/${json.token}`)).json).toMatchObject(properties);
    expect((await call("GET", "/meeting-tokens/a.b.c")).status).toBe(400);
    const ledger = await (await fetch(`${sandbox.url}/ledger.json`)).text();
    expect(ledger).not.toContain(String(json.token));
    expect((await call("POST", "/meeting-tokens", { properties: { exp: nowS() - 1 } })).status).toBe(400);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["an unknown property", { properties: { room: "r-1" } }, "room"],
    ["an unknown parameter", { room_name: "r-1" }, "room_name"],
    ["a person's id of 37 characters", { properties: { user_id: "u".repeat(37) } }, "36 characters"],
    ["an end that is no instant", { properties: { exp: "tomorrow" } }, "exp"],
    ["an owner that is a word", { properties: { is_owner: "yes" } }, "is_owner"],
  ])("are refused with %s", async (_what, body, named) => {
    const { sandbox } = await world();
    const { call } = await daily(sandbox.url);
    expect(await call("POST", "/meeting-tokens", body)).toEqual({
      status: 400,
      json: { error: "invalid-request-error", info: expect.stringContaining(named) },
    });
  });

  it("open their room only, in their time only", async () => {
    const { pass, sandbox } = await world();
    const { room } = await daily(sandbox.url);
    const { url } = await room("r-1");
    const early = await room("r-2", { nbf: nowS() + 60 });
    const why = async (address: string) => {
      const response = await fetch(address);
      return `${response.status} ${/<p>([^<]*)<\/p>/.exec(await response.text())?.[1] ?? ""}`;
    };
    expect(await why(url)).toContain("403 This room is private");
    expect(await why(`${url}?t=${await token({ r: "other" })}`)).toContain(
      "403 This meeting token is for another room",
    );
    expect(await why(`${url}?t=${await token({ r: "r-1", exp: nowS() - 5 })}`)).toContain(
      "403 This meeting token has expired",
    );
    expect(await why(`${url}?t=${await token({ r: "r-1", nbf: nowS() + 60 })}`)).toContain(
      "403 This meeting token is not valid yet",
    );
    expect(await why(`${url}?t=${await token({ r: "r-1", d: "elsewhere" })}`)).toContain(
      "403 This meeting token is for another domain",
    );
    expect(await why(`${url}?t=${(await token({ r: "r-1" })).slice(0, -3)}abc`)).toContain(
      "403 This meeting token is not valid.",
    );
    expect(await why(`${early.url}?t=${await token({ r: "r-2" })}`)).toContain(
      "403 This room is not open yet",
    );
    expect(await why(`${sandbox.url}/video/none`)).toContain("404");
    pass(601_000);
    expect(await why(`${url}?t=${await token({ r: "r-1", exp: nowS() + 9_000 })}`)).toContain(
      "403 This room has expired",
    );
  });
});

describe("being in a room", () => {
  it("is logged with who and when, and told by signed webhooks", async () => {
    const { delivered, got, pass, sandbox, types } = await world();
    const { call, room } = await daily(sandbox.url);
    const { url } = await room("r-1");
    const ada = await (
      await fetch(`${url}?t=${await token({ r: "r-1", u: "Ada <b>", ud: "u-1", o: true })}`)
    ).text();
    expect(ada).toContain("Ada &lt;b&gt;");
    expect(ada).toContain('<dd id="role">owner</dd>');
    const bob = await (await fetch(`${url}?t=${await token({ r: "r-1", u: "Bob", ud: "u-2" })}`)).text();
    expect(bob).toContain("Ada &lt;b&gt;");
    pass(30_000);
    const participant = /name="participant" value="([^"]+)"/.exec(ada)?.[1] ?? "";
    await fetch(`${url}/leave`, { method: "POST", body: new URLSearchParams({ participant }) });
    await fetch(`${url}/leave`, { method: "POST", body: new URLSearchParams({ participant }) });

    const { json } = await call("GET", "/meetings?room=r-1");
    expect(json).toMatchObject({
      total_count: 1,
      data: [
        {
          room: "r-1",
          ongoing: true,
          max_participants: 2,
          participants: [{ user_id: "u-1", duration: 30 }, { user_id: "u-2" }],
        },
      ],
    });
    await delivered();
    expect(types("daily").sort()).toEqual(["participant.joined", "participant.joined", "participant.left"]);
    for (const { body, headers } of got) {
      const signed = `${headers["x-webhook-timestamp"]}.${body}`;
      const signature = createHmac("sha256", Buffer.from(DAILY_SECRET, "base64"))
        .update(signed)
        .digest("base64");
      expect(headers["x-webhook-signature"]).toBe(signature);
      expect(JSON.parse(body)).toMatchObject({
        payload: { room: "r-1", user_id: expect.stringMatching(/^u-/), joined_at: expect.any(Number) },
      });
    }
  });

  it("ends at the room's end where the room says so", async () => {
    const { pass, sandbox } = await world();
    const { call, room } = await daily(sandbox.url);
    const { url } = await room("r-1", { eject_at_room_exp: true });
    await fetch(`${url}?t=${await token({ r: "r-1", ud: "u-1" })}`);
    pass(700_000);
    expect((await call("GET", "/meetings?room=r-1")).json).toMatchObject({ data: [{ ongoing: false }] });
  });

  it("is no visit when the page is only looked at", async () => {
    const { sandbox } = await world();
    const { call, room } = await daily(sandbox.url);
    const { url } = await room("r-1");
    const address = `${url}?t=${await token({ r: "r-1" })}`;
    expect((await fetch(address, { method: "HEAD" })).status).toBe(200);
    await fetch(address, { headers: { "sec-purpose": "prefetch" } });
    expect((await call("GET", "/meetings?room=r-1")).json).toMatchObject({ total_count: 0 });
  });
});
