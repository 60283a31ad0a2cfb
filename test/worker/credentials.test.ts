import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { credentialOf } from "../../auth/credential.ts";
import { claimOf, newToken } from "../../auth/token.ts";
import type { Database } from "../../db/query.ts";
import { SECOND } from "../../domain/time.ts";
import { identify } from "../../worker/identify.ts";
import { serviceFrom } from "../../worker/services.ts";
import { administrator, browserSession, call, KEY, OLD_KEY, ORIGIN, somebody } from "./support/api.ts";
import "./support/outside.ts";

describe("who is asking", () => {
  test("an Authorization header decides alone, whatever the cookie says", async () => {
    const { id } = await somebody(["mentee"]);
    const cookie = await browserSession(id);
    expect((await call("GET", "/api/bookings", { cookie })).status).toBe(200);
    for (const authorization of ["Bearer wrong", "Basic dXNlcjpwYXNz", "Bearer", `Bearer  ${cookie}`]) {
      const refused = await call("GET", "/api/bookings", { cookie, headers: { authorization } });
      expect([authorization, refused.status]).toEqual([authorization, 401]);
    }
  });

  test("a token is hashed once a request, however many ask about it", async () => {
    const { id, token } = await somebody(["mentee"]);
    const cookie = await browserSession(id);
    const digest = vi.spyOn(crypto.subtle, "digest");
    const answers = [
      await call("GET", "/api/bookings", { cookie }),
      await call("GET", "/api/bookings", { token }),
    ];
    const hashed = digest.mock.calls.map(([, bytes]) => new TextDecoder().decode(bytes));
    digest.mockRestore();
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(hashed.filter((text) => text === cookie || text === token)).toEqual([cookie, token]);
  });

  test("no header that names a person is believed", async () => {
    const { id } = await somebody(["mentee"]);
    const headers = {
      "x-user-id": id,
      "x-forwarded-user": id,
      "cf-access-authenticated-user-email": `${id}@example.test`,
    };
    expect((await call("GET", "/api/bookings", { headers })).status).toBe(401);
  });

  test("a cookie on an unsafe call needs our own Origin, or Sec-Fetch-Site without one; a bearer needs neither", async () => {
    const { id, token } = await somebody(["mentee"]);
    const cookie = await browserSession(id);
    const cancel = (ask: object) => call("POST", "/api/bookings/nothing-here/cancel", ask);
    expect((await cancel({ cookie, origin: ORIGIN })).status).toBe(404);
    expect((await cancel({ cookie, headers: { "sec-fetch-site": "same-origin" } })).status).toBe(404);
    expect((await cancel({ cookie, headers: { "sec-fetch-site": "same-site" } })).status).toBe(403);
    expect(
      (await cancel({ cookie, origin: "https://evil.test", headers: { "sec-fetch-site": "same-origin" } }))
        .status,
    ).toBe(403);
    expect((await cancel({ cookie, headers: { "x-forwarded-host": "meridian.test" } })).status).toBe(403);
    expect((await cancel({ token, origin: "https://evil.test" })).status).toBe(404);
  });

  test("a session that is over, ended, tampered with, or whose person is gone is nobody's", async () => {
    const [one, other] = [await somebody(["mentee"]), await somebody(["mentee"])];
    const over = await browserSession(one.id, -SECOND);
    const swapped = one.token.replace(one.id, other.id);
    const forged = newToken(one.id);
    for (const token of [over, swapped, forged, `${one.token}x`]) {
      expect((await call("GET", "/api/bookings", { token })).status).toBe(401);
    }
    await call("DELETE", `/api/platform/users/${one.id}/tokens`, { token: KEY });
    expect((await call("GET", "/api/bookings", { token: one.token })).status).toBe(401);
    const cookie = await browserSession(other.id);
    expect((await call("DELETE", `/api/platform/users/${other.id}`, { token: KEY })).status).toBe(204);
    for (const ask of [{ token: other.token }, { cookie }]) {
      expect((await call("GET", "/api/bookings", ask)).status).toBe(401);
    }
  });

  test("D1 holds no token, only its hash, which is SHA-256", async () => {
    const { token, id } = await somebody(["mentee"]);
    const { results } = await env.DB.prepare("select * from sessions where user_id = ?1").bind(id).all();
    expect(JSON.stringify(results)).not.toContain(token.split(".")[1]);
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
    const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    expect(results.map((row) => row["token_hash"])).toEqual([hash]);
  });

  test("both platform keys count while one replaces the other", async () => {
    for (const [token, status] of [
      [KEY, 404],
      [OLD_KEY, 404],
      [`${KEY},${OLD_KEY}`, 401],
      [KEY.slice(1), 401],
    ] as const) {
      expect((await call("DELETE", "/api/platform/users/nobody", { token })).status).toBe(status);
    }
  });

  test("a platform's token never acts as an administrator; their browser does", async () => {
    const { id, token } = await somebody(["mentee"]);
    await env.DB.prepare("update users set is_admin = 1 where id = ?1").bind(id).run();
    expect((await call("GET", "/api/admin/refunds", { token })).status).toBe(403);
    expect((await call("GET", "/api/admin/refunds", { cookie: await browserSession(id) })).status).toBe(200);
    const { cookie } = await administrator();
    expect((await call("GET", "/api/admin/refunds", { cookie })).status).toBe(200);
  });
});

describe("replicas", () => {
  /** A replica that lags: it knows nobody yet. */
  const behind = (asked: string[]): Database => ({
    prepare: (sql) => env.DB.prepare(sql.replace("where s.token_hash", "where 0 and s.token_hash")),
    batch: (statements) => {
      asked.push("replica");
      return env.DB.batch(statements);
    },
  });

  test("a miss on a replica is asked again at the primary; unsafe calls ask the primary at once", async () => {
    const { token } = await somebody(["mentee"]);
    const asked: string[] = [];
    const service = {
      ...serviceFrom(env as never),
      replica: () => behind(asked),
      primary: () => {
        asked.push("primary");
        return env.DB;
      },
    };
    const credential = await credentialOf(new Headers({ authorization: `Bearer ${token}` }), ORIGIN);
    expect((await identify(service, credential, false, null, Date.now())).identity.kind).toBe("person");
    expect(asked).toEqual(["replica", "primary"]);
    asked.length = 0;
    expect((await identify(service, credential, true, null, Date.now())).identity.kind).toBe("person");
    expect(asked).toEqual(["primary"]);
    expect((await claimOf(token))?.userId).toBeDefined();
  });
});
