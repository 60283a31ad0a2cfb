import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { AppLoadContext, ServerBuild } from "@remix-run/cloudflare";
import { expect, it, vi } from "vitest";
import { Failure } from "../../app/components/failure.tsx";
import * as entry from "../../app/entry.server.tsx";
import { routesOf } from "../../app/route-of.ts";

const route = { hasLoader: false, hasAction: false, hasErrorBoundary: true, module: "/a.js", imports: [] };

function Broken(): never {
  throw new TypeError("no such thing");
}

const root = {
  id: "root",
  path: "",
  module: { default: Broken, ErrorBoundary: () => <Failure error={null} /> },
};
const anything = { id: "anything", path: "*", parentId: "root", module: { default: () => null } };

/** As much of a build as Remix reads to draw a page. */
const build = {
  routes: { root, anything },
  assets: {
    version: "1",
    url: "/m.js",
    entry: { module: "/e.js", imports: [] },
    routes: {
      root: { ...route, id: "root", path: "" },
      anything: { ...route, id: "anything", path: "*", parentId: "root" },
    },
  },
  entry: { module: entry },
  future: { v3_singleFetch: true, v3_lazyRouteDiscovery: false },
  basename: "/",
  publicPath: "/",
  isSpaMode: false,
};

/** @returns the page, and what was said of it in the log. */
async function failing(path: string): Promise<{ status: number; html: string; told: unknown }> {
  const log = vi.spyOn(console, "error");
  const context = {
    answer: { locale: "en", cookies: [] },
    env: { FORM_ACTION_ORIGINS: "" },
    arrivedAt: 0,
    now: () => 0,
  } as unknown as AppLoadContext;
  const { handle } = routesOf(build as unknown as ServerBuild, "production")(path);
  const answer = await handle(new Request(`https://meridian.test${path}`), context);
  // Expected, and no other was: what else is said fails the test.
  expect(log).toHaveBeenCalledOnce();
  const told: unknown = JSON.parse(String(log.mock.calls[0]?.[0]));
  log.mockClear();
  return { status: answer.status, html: await answer.text(), told };
}

it("a page that fails while it is drawn says so with 500, whole, and is told in the log", async () => {
  const { status, html, told } = await failing("/broken?q=1");
  expect(status).toBe(500);
  expect(html).toContain("Your sessions and payments are safe.");
  expect(html).toContain('href="/broken?q=1"');
  expect(html.startsWith('<!DOCTYPE html><html lang="en">')).toBe(true);
  expect(html).not.toContain("no such thing");
  expect(told).toMatchObject({ event: "page_failed", name: "TypeError" });
});

it("and leads nowhere else, whatever its own path looks like", async () => {
  for (const path of ["//elsewhere.example/x?y=1", "/\\elsewhere.example"]) {
    const { html } = await failing(path);
    expect(html).toContain('<a href="/" class="button button-primary">');
    expect(html).not.toMatch(/href="[^"]*elsewhere/);
  }
});

it("and takes only its own place in the document: every page has an error boundary of its own", () => {
  const pages = globSync(path.resolve(import.meta.dirname, "../../app/routes/*/route.tsx"));
  expect(pages.length).toBeGreaterThan(25);
  const without = pages.filter((file) => !/^export \{ ErrorBoundary \}/m.test(readFileSync(file, "utf8")));
  expect(without).toEqual([]);
});
