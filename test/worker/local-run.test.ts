import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { router } from "../../worker/router.ts";
import { KEY, ORIGIN, uniqueId } from "./support/api.ts";

// Product, HTTP API: `admin` only in a local run, which `npm start` tells the Worker by ALLOW_PLATFORM_ADMINS.

const app = router();

async function call(allowed: boolean, method: string, path: string, token: string, body?: unknown) {
  const settings = allowed ? { ALLOW_PLATFORM_ADMINS: "1" } : {};
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return app.fetch(new Request(`${ORIGIN}${path}`, init), { ...env, ...settings } as never);
}

test("in a local run a platform makes administrators, and its token acts as one; the same token elsewhere does not", async () => {
  const id = uniqueId();
  const body = {
    name: "Ada",
    email: `${id}@example.test`,
    roles: ["admin"],
    timezone: "UTC",
    locale: "en",
  };
  expect((await call(false, "PUT", `/api/platform/users/${id}`, KEY, body)).status).toBe(403);
  expect((await call(true, "PUT", `/api/platform/users/${id}`, KEY, body)).status).toBe(201);
  const made = await call(true, "POST", `/api/platform/users/${id}/tokens`, KEY, {});
  const { token } = await made.json<{ token: string }>();
  expect((await call(true, "GET", "/api/admin/refunds", token)).status).toBe(200);
  expect((await call(false, "GET", "/api/admin/refunds", token)).status).toBe(403);
});
