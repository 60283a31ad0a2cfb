import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { EXAMPLES } from "../../mail/examples.ts";
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

test("in a local run every mail can be looked at, in both languages; elsewhere there is no such page", async () => {
  const path = "/api/previews/mails";
  const list = await (await call(true, "GET", path, "")).text();
  const links = [...list.matchAll(/href="([^"]+)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));
  expect(links.length).toBe(EXAMPLES.length * 4);
  for (const link of links) {
    const answer = await call(true, "GET", link, "");
    expect(answer.status).toBe(200);
    const text = link.includes("as=text");
    expect(answer.headers.get("content-type")).toMatch(text ? /^text\/plain/ : /^text\/html/);
    expect(await answer.text()).toContain("Meridian");
  }
  expect((await call(true, "GET", `${path}/none`, "")).status).toBe(404);
  for (const other of [path, links[0] ?? path]) {
    expect((await call(false, "GET", other, "")).status).toBe(404);
    expect((await call(false, "GET", other, KEY)).status).toBe(404);
  }
});
