import { createRequestHandler, type RequestHandler, type ServerBuild } from "@remix-run/cloudflare";
import { keeping } from "../domain/keeping.ts";

export interface Found {
  /** The route's own, such as `/sessions/:id`; `*` where none fits. What people type into an address is nobody's to keep. */
  readonly pattern: string;
  /** The id in it. */
  readonly id: string | null;
  /** Remix, to answer it. */
  readonly handle: RequestHandler;
}

/** Which route answers a path. */
export type RouteOf = (pathname: string) => Found;

/**
 * The routes are flat, and no two of them fit one path (app/routes.ts). So the one that is found here gets a build of Remix's to itself:
 * to answer, to load, to render and to tell the browser, Remix looks for the same route five times, trying every one that there is,
 * which was a tenth of a page's time. What is found nowhere is left to all of them.
 */
export function routesOf(build: ServerBuild, mode?: string): RouteOf {
  const none = { pattern: "*", id: null, handle: createRequestHandler(build, mode) };
  const routes = Object.values(build.routes).flatMap((route) => {
    if (route?.parentId === undefined || route.path === "*") return [];
    const { id, parentId, path = "" } = route;
    return [
      {
        pattern: `/${path}`,
        handle: keeping(1, () => createRequestHandler(only(build, [parentId, id]), mode)),
      },
    ];
  });
  // Trying a pattern costs more than all else that is done here: most pages have none.
  const isFixed = ({ pattern }: { readonly pattern: string }): boolean => !pattern.includes(":");
  const fixed = new Map(routes.filter(isFixed).map((route) => [route.pattern, route]));
  const patterns = keeping(1, () =>
    routes
      .filter((route) => !isFixed(route))
      .map((route) => ({ ...route, test: new URLPattern({ pathname: route.pattern }) })),
  );
  return (pathname) => {
    // A page's data is asked for under its own path (Remix's single fetch).
    const asked = pathname === "/_root.data" ? "/" : pathname.replace(/\.data$/, "");
    const page = fixed.get(asked);
    if (page !== undefined) return { pattern: page.pattern, id: null, handle: page.handle() };
    for (const { pattern, handle, test } of patterns()) {
      const found = test.exec({ pathname: asked });
      if (found !== null) return { pattern, id: found.pathname.groups["id"] ?? null, handle: handle() };
    }
    return none;
  };
}

/** The same build with these routes only. */
function only(build: ServerBuild, ids: readonly string[]): ServerBuild {
  const pick = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([id]) => ids.includes(id)));
  return {
    ...build,
    routes: pick(build.routes),
    assets: { ...build.assets, routes: pick(build.assets.routes) },
  };
}
