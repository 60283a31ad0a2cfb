import type { Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { ServerBuild } from "@remix-run/cloudflare";
import { createServer, type ViteDevServer } from "vite";
import { ROOT } from "../lib/project.ts";

type ServeModule = typeof import("../../app/serve.ts");
type RoutesModule = typeof import("../../app/route-of.ts");
type Middleware = ViteDevServer["middlewares"];

/**
 * The dashboard straight from its sources: Vite's server for the browser, with hot reload, and Remix rendering in this process with
 * the bindings of the running stack. Every request asks for the modules anew, so a change needs no restart.
 */
export async function dashboardFromSource(
  server: Server,
  bindings: () => Promise<Record<string, unknown>>,
): Promise<{ handle: Middleware; close: () => Promise<void> }> {
  const vite = await createServer({
    root: ROOT,
    server: { middlewareMode: true, hmr: { server } },
    appType: "custom",
  });
  const render = getRequestListener(async (request) => {
    try {
      const build = (await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild;
      const { serve } = (await vite.ssrLoadModule("/app/serve.ts")) as ServeModule;
      const { routesOf } = (await vite.ssrLoadModule("/app/route-of.ts")) as RoutesModule;
      const edge = {
        request,
        env: await bindings(),
        waitUntil: (work: Promise<unknown>) => void work.catch(console.error),
      };
      return await serve(routesOf(build, "development"), edge);
    } catch (error) {
      if (error instanceof Error) vite.ssrFixStacktrace(error);
      console.error(error);
      return new Response("The dashboard failed; the terminal says why.", { status: 500 });
    }
  });
  vite.middlewares.use((request, response) => void render(request, response));
  return { handle: vite.middlewares, close: () => vite.close() };
}
