/** What `remix vite:build` leaves in build/server: it has no types of its own, and need not be there when types are checked. */
declare module "*/build/server/index.js" {
  import type { ServerBuild } from "@remix-run/cloudflare";

  const build: ServerBuild;
  export = build;
}
