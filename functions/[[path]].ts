import { createRequestHandler } from "@remix-run/cloudflare";
import { routesOf } from "../app/route-of.ts";
import { serve } from "../app/serve.ts";
import * as build from "../build/server/index.js";
import { isForTheWorker, isPlainlySpelled } from "./mounts.ts";

// Not `@remix-run/cloudflare-pages`: its handler asks ASSETS before every dynamic request and drops `if-none-match`. In exchange
// `_routes.json`, which the build writes, must keep every static file away from here.
const pages = createRequestHandler(build, "production");
const handle: typeof pages = async (request, context) =>
  isPlainlySpelled(new URL(request.url).pathname)
    ? pages(request, context)
    : new Response(null, { status: 404 });
const routeOf = routesOf(build);

export const onRequest: PagesFunction<PagesEnv> = ({ request, env, waitUntil }) =>
  isForTheWorker(new URL(request.url).pathname)
    ? env.API.fetch(request)
    : serve(handle, routeOf, { request, env, waitUntil });
