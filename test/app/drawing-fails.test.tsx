import type { AppLoadContext, ServerBuild } from "@remix-run/cloudflare";
import { expect, it, vi } from "vitest";
import * as entry from "../../app/entry.server.tsx";
import { routesOf } from "../../app/route-of.ts";

const route = { hasLoader: false, hasAction: false, hasErrorBoundary: true, module: "/a.js", imports: [] };

function Broken(): never {
  throw new TypeError("no such thing");
}

const root = {
  id: "root",
  path: "",
  module: { default: Broken, ErrorBoundary: () => <main>It failed, and says so</main> },
};
const broken = { id: "broken", path: "broken", parentId: "root", module: { default: () => null } };

/** As much of a build as Remix reads to draw a page. */
const build = {
  routes: { root, broken },
  assets: {
    version: "1",
    url: "/m.js",
    entry: { module: "/e.js", imports: [] },
    routes: {
      root: { ...route, id: "root", path: "" },
      broken: { ...route, id: "broken", path: "broken", parentId: "root" },
    },
  },
  entry: { module: entry },
  future: { v3_singleFetch: true, v3_lazyRouteDiscovery: false },
  basename: "/",
  publicPath: "/",
  isSpaMode: false,
};

it("a page that fails while it is drawn says so with 500, whole, and is told in the log", async () => {
  const told = vi.spyOn(console, "error");
  const context = {
    answer: { locale: "en", cookies: [], waitedForD1: 0 },
    env: { FORM_ACTION_ORIGINS: "" },
    arrivedAt: 0,
    now: () => 0,
  } as unknown as AppLoadContext;
  const { handle } = routesOf(build as unknown as ServerBuild, "production")("/broken");
  const answer = await handle(new Request("https://meridian.test/broken"), context);
  const html = await answer.text();
  expect(answer.status).toBe(500);
  expect(html).toContain("It failed, and says so");
  expect(html.startsWith('<!DOCTYPE html><html lang="en">')).toBe(true);
  expect(html).not.toContain("no such thing");
  expect(JSON.parse(String(told.mock.calls[0]?.[0]))).toMatchObject({
    event: "page_failed",
    name: "TypeError",
  });
  // Expected, and no other was: what else is said fails the test.
  expect(told).toHaveBeenCalledOnce();
  told.mockClear();
});
