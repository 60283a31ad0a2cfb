import type { RequestHandler, ServerBuild } from "@remix-run/cloudflare";
import { afterEach, describe, expect, it, vi } from "vitest";
import { routesOf } from "../../app/route-of.ts";
import { serve } from "../../app/serve.ts";

const says = (text: string) => ({ loader: () => new Response(text) });
const route = (id: string, path: string) => ({ id, path, parentId: "root", module: says(id) });
const routes = {
  root: { id: "root", path: "", module: says("root") },
  landing: { id: "landing", index: true, parentId: "root", module: says("landing") },
  sessions: route("sessions", "sessions"),
  session: route("session", "sessions/:id"),
  mentor: route("mentor", "mentors/:id"),
  missing: route("missing", "*"),
};

/** As much of a build as Remix reads for a route that answers by itself. */
const build = { routes, assets: { routes, version: "1" }, entry: { module: {} }, future: {} };

const routeOf = routesOf(build as unknown as ServerBuild, "production");

afterEach(() => vi.restoreAllMocks());

describe("a route by its pattern", () => {
  it("is found for pages, their data, and ids", () => {
    expect(routeOf("/")).toMatchObject({ pattern: "/", id: null });
    expect(routeOf("/_root.data")).toMatchObject({ pattern: "/", id: null });
    expect(routeOf("/sessions")).toMatchObject({ pattern: "/sessions", id: null });
    expect(routeOf("/sessions.data")).toMatchObject({ pattern: "/sessions", id: null });
    expect(routeOf("/sessions/b-1.data")).toMatchObject({ pattern: "/sessions/:id", id: "b-1" });
  });

  it("is answered by Remix as if there were no other; what fits no pattern as typed, by all of them", async () => {
    const answer = async (path: string): Promise<string> => {
      const answered = await routeOf(path).handle(new Request(`https://meridian.test${path}`));
      return answered.text();
    };
    expect(await Promise.all(["/", "/sessions", "/sessions/b-1", "/mentors/m-1"].map(answer))).toEqual([
      "landing",
      "sessions",
      "session",
      "mentor",
    ]);
    expect(await Promise.all(["/Sessions", "/sessions/", "/nowhere/at/all"].map(answer))).toEqual([
      "sessions",
      "sessions",
      "missing",
    ]);
  });

  it("tells nothing of an address that is nobody's", () => {
    expect(routeOf("/ana@example.test")).toMatchObject({ pattern: "*", id: null });
    expect(routeOf("/sessions/a/b/c")).toMatchObject({ pattern: "*", id: null });
  });
});

describe("a page seen from outside", () => {
  async function seen(path: string, status = 200) {
    const [lines, points]: [string[], AnalyticsEngineDataPoint[]] = [[], []];
    vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
    const env = {
      APP_ORIGIN: "https://meridian.test",
      DASHBOARD_SERVICE: {},
      BOOKING: {},
      ANALYTICS: { writeDataPoint: (point: AnalyticsEngineDataPoint) => void points.push(point) },
    };
    const handle: RequestHandler = async (_request, context) => {
      if (context !== undefined)
        Object.assign(context.answer, { person: "p-1", waited: { d1: 4, objects: 2 } });
      return new Response("page", { status });
    };
    const answer = await serve((pathname) => ({ ...routeOf(pathname), handle }), {
      request: new Request(`https://meridian.test${path}`, { headers: { "cf-ray": "ray-1" } }),
      env,
      waitUntil: () => undefined,
    });
    return { lines: lines.map((line) => JSON.parse(line)), points, answer };
  }

  it("is one line and one data point, with ids", async () => {
    const { lines, points } = await seen("/sessions/b-1?q=Ana+Secret");
    expect(lines).toEqual([
      {
        event: "request",
        part: "page",
        method: "GET",
        route: "/sessions/:id",
        status: 200,
        took: expect.any(Number),
        d1: 4,
        objects: 2,
        request: "ray-1",
        person: "p-1",
        booking: "b-1",
      },
    ]);
    expect(points).toEqual([
      {
        indexes: ["GET /sessions/:id"],
        blobs: ["request", "page", "/sessions/:id", "GET", "2xx", "p-1", "b-1", "ray-1"],
        doubles: [expect.any(Number), 200, 4, 1, 2],
      },
    ]);
  });

  it.each([200, 302, 404])("says where its time went, with a status of %d, too", async (status) => {
    const { answer } = await seen("/sessions", status);
    expect(answer.headers.get("server-timing")).toMatch(/^d1;dur=4, object;dur=2, page;dur=\d+$/);
  });

  it("keeps no id that is not one, nor one of another kind of thing", async () => {
    const odd = await seen("/sessions/ana%40example.test");
    const mentor = await seen("/mentors/m-1");
    expect([odd.lines[0].booking, mentor.lines.at(-1).booking]).toEqual([null, null]);
    expect(JSON.stringify([odd, mentor])).not.toContain("ana");
  });
});
