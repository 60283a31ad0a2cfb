import type { ServerBuild } from "@remix-run/cloudflare";

/** Which route answers a path, by its pattern, and the id in it. What people type into an address is nobody's to keep. */
export type RouteOf = (pathname: string) => { readonly pattern: string; readonly id: string | null };

const NONE = { pattern: "*", id: null };

/** The routes are flat, and no two of them fit one path (app/routes.ts). */
export function routesOf({ routes }: Pick<ServerBuild, "routes">): RouteOf {
  const paths = Object.values(routes).flatMap((route) =>
    route?.parentId === undefined || route.path === "*" ? [] : [`/${route.path ?? ""}`],
  );
  // Trying a pattern costs more than all else that is done here: most pages have none.
  const fixed = new Set(paths.filter((path) => !path.includes(":")));
  const patterns = paths
    .filter((path) => !fixed.has(path))
    .map((pathname) => ({ pathname, test: new URLPattern({ pathname }) }));
  return (pathname) => {
    // A page's data is asked for under its own path (Remix's single fetch).
    const asked = pathname === "/_root.data" ? "/" : pathname.replace(/\.data$/, "");
    if (fixed.has(asked)) return { pattern: asked, id: null };
    for (const { pathname: pattern, test } of patterns) {
      const found = test.exec({ pathname: asked });
      if (found !== null) return { pattern, id: found.pathname.groups["id"] ?? null };
    }
    return NONE;
  };
}
