/** All of the routes, as Remix's Vite plugin makes them: it comes without types. */
declare module "virtual:remix/server-build" {
  import type { ServerBuild } from "@remix-run/cloudflare";

  const build: ServerBuild;
  export = build;
}
