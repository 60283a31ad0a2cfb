import * as build from "virtual:remix/server-build";
import { type RouteOf, routesOf } from "../app/route-of.ts";
import { serve } from "../app/serve.ts";
import { isForTheWorker, isPlainlySpelled } from "./mounts.ts";

// Not `@remix-run/cloudflare-pages`: its handler asks ASSETS before every dynamic request and drops `if-none-match`. In exchange
// `_routes.json`, which the build writes, must keep every static file away from here.
const pages = routesOf(build, "production");
const nothing = { pattern: "*", id: null, handle: async () => new Response(null, { status: 404 }) };
const routeOf: RouteOf = (pathname) => (isPlainlySpelled(pathname) ? pages(pathname) : nothing);

/** All that Pages does not answer from a file: it runs as `_worker.js` beside them. */
export default {
  fetch: (request, env, context) =>
    isForTheWorker(new URL(request.url).pathname)
      ? env.API.fetch(request)
      : serve(routeOf, { request, env, waitUntil: (work) => context.waitUntil(work) }),
} satisfies ExportedHandler<PagesEnv>;
