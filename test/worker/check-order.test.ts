import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { BODY_MAX_BYTES } from "../../worker/limits.ts";
import type { Operation } from "../../worker/operation.ts";
import { OPERATIONS } from "../../worker/operations/all.ts";
import { type Ask, administrator, call, KEY, ORIGIN, somebody } from "./support/api.ts";
import "./support/outside.ts";

// Product, HTTP API, "Checked in this order": 401; 403; 413; 415; 400 invalid_json; 400 invalid_request; 404; the table's.
// Each call is made wrong in every way at once, and then one wrong less at a time.

/** A credential that may, of each kind. */
const may: Record<Operation["who"], Ask> = {
  public: {},
  person: {},
  administrator: {},
  platform: { token: KEY },
};
let outsider: Ask = {};
let cookie = "";

beforeAll(async () => {
  const person = await somebody(["mentee"]);
  const admin = await administrator();
  cookie = admin.cookie;
  may.person = { token: person.token };
  may.administrator = { cookie: admin.cookie, origin: ORIGIN };
  outsider = { token: person.token };
});

const isUnsafe = ({ method }: Operation) => method !== "GET";
const pathOf = ({ path }: Operation, id: string) => path.replace(":id", id);
const answer = async (operation: Operation, id: string, ask: Ask) => {
  const { status, json, headers } = await call(operation.method, pathOf(operation, id), ask);
  return { status, code: json?.code, type: headers.get("content-type"), json };
};

const tooLarge = () => "x".repeat(BODY_MAX_BYTES + 1);
const BAD_ID = "no%20such%00id";
const NAMED = OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const);

describe.each(NAMED)("%s", (_name, operation) => {
  test("401 before everything else, as a problem", async () => {
    const worst = isUnsafe(operation)
      ? { raw: tooLarge(), headers: { "content-type": "text/plain", origin: "https://evil.test" } }
      : {};
    for (const ask of [{}, { token: "wrong" }, { token: "wrong", cookie }, { cookie: "x.y" }]) {
      const refused = await answer(operation, BAD_ID, { ...worst, ...ask });
      expect([refused.status, refused.code]).toEqual([401, "unauthorized"]);
      expect(refused.type).toBe("application/problem+json");
      expect(refused.json).toMatchObject({
        type: expect.any(String),
        title: expect.any(String),
        status: 401,
      });
    }
  });

  test("403 before the body is judged: the wrong role, or a cookie from a foreign page", async () => {
    const worst = isUnsafe(operation) ? { raw: tooLarge(), headers: { "content-type": "text/plain" } } : {};
    const wrongRole = operation.who === "person" ? { token: KEY } : outsider;
    expect(await answer(operation, BAD_ID, { ...worst, ...wrongRole })).toMatchObject({
      status: 403,
      code: "forbidden",
    });
    if (!isUnsafe(operation)) return;
    for (const origin of [undefined, "https://evil.test", `${ORIGIN}.evil.test`, "null"]) {
      const forged = await answer(operation, BAD_ID, { ...worst, cookie, origin });
      expect(forged).toMatchObject({ status: 403, code: "forbidden" });
    }
  });

  if (isUnsafe(operation)) {
    test("413, 415, invalid_json, invalid_request, 404: in this order", async () => {
      const credential = may[operation.who];
      const ask = (raw: BodyInit, type: string) =>
        answer(operation, BAD_ID, { ...credential, raw, headers: { "content-type": type } });
      expect(await ask(tooLarge(), "text/plain")).toMatchObject({ status: 413, code: "payload_too_large" });
      expect(await ask("{", "text/plain")).toMatchObject({ status: 415, code: "unsupported_media_type" });
      expect(await ask("{", "application/json; charset=utf-16")).toMatchObject({ status: 415 });
      expect(await ask("{", "application/json")).toMatchObject({ status: 400, code: "invalid_json" });
      expect(await ask(new Uint8Array([0x22, 0xff, 0x22]), "application/json")).toMatchObject({
        code: "invalid_json",
      });
      const unknown = await ask('{"__proto__":1,"nonsense":2}', "application/json; charset=UTF-8");
      expect(unknown).toMatchObject({ status: 400, code: "invalid_request" });
      const fields = unknown.json.errors.map((error: { field: string }) => error.field);
      expect(fields).toEqual(expect.arrayContaining(["__proto__", "nonsense"]));
      for (const other of ["[]", "null", '"text"', "7"]) {
        expect(await ask(other, "application/json")).toMatchObject({ status: 400, code: "invalid_request" });
      }
    });

    test("413 also when Content-Length is absent", async () => {
      const stream = new ReadableStream({
        start(controller) {
          const chunk = new Uint8Array(16 * 1024).fill(0x20);
          for (let sent = 0; sent <= BODY_MAX_BYTES; sent += chunk.length) controller.enqueue(chunk);
          controller.close();
        },
      });
      const headers = { "content-type": "application/json" };
      const refused = await answer(operation, BAD_ID, { ...may[operation.who], raw: stream, headers });
      expect(refused).toMatchObject({ status: 413, code: "payload_too_large" });
    });
  }

  if (operation.path.includes(":id") && operation.method === "GET") {
    test("404 for what can be nobody's id, before anything is asked of it", async () => {
      for (const id of [BAD_ID, "x".repeat(41), "a%2Fb", "%F0%9F%98%80"]) {
        expect(await answer(operation, id, may[operation.who])).toMatchObject({
          status: 404,
          code: "not_found",
        });
      }
    });
  }
});

test("the log tells each refusal: of what, why, and of whom once that is known", async () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => {});
  onTestFinished(() => said.mockRestore());
  const person = await somebody(["mentee"]);
  for (const operation of OPERATIONS) {
    const wrongRole = operation.who === "person" ? { token: KEY } : { token: person.token };
    await answer(operation, BAD_ID, {});
    await answer(operation, BAD_ID, wrongRole);
  }
  const refused = said.mock.calls
    .map(([line]) => JSON.parse(line))
    .filter(({ event }) => event === "refused");
  // Cloudflare numbers requests; here nobody does.
  const refusal = { event: "refused", request: null };
  expect(refused).toEqual(
    OPERATIONS.flatMap(({ id, who }) => [
      { ...refusal, operation: id, code: "unauthorized", person: null },
      { ...refusal, operation: id, code: "forbidden", person: who === "person" ? null : person.id },
    ]),
  );
});

describe("what is no call", () => {
  test("an unknown path is a 404 problem, whoever asks", async () => {
    for (const path of [
      "/",
      "/api",
      "/api/nonsense",
      "/api/bookings/",
      "/api/bookings/x/y",
      "/webhooks/nobody",
    ]) {
      const { status, json, headers } = await call("GET", path);
      expect([path, status, json.code]).toEqual([path, 404, "not_found"]);
      expect(headers.get("content-type")).toBe("application/problem+json");
    }
  });

  test("a wrong method is a 405 problem that says what is allowed", async () => {
    const wrong = await call("PATCH", "/api/bookings");
    expect([wrong.status, wrong.json.code, wrong.headers.get("allow")]).toEqual([
      405,
      "method_not_allowed",
      "GET, HEAD, POST",
    ]);
    const cancelByLink = await call("GET", "/api/bookings/some-id/cancel");
    expect([cancelByLink.status, cancelByLink.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test("HEAD is GET without its body", async () => {
    const head = await call("HEAD", "/api/bookings", may.person);
    expect([head.status, head.text]).toEqual([200, ""]);
  });
});
