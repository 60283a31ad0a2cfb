import type { AppLoadContext } from "@remix-run/cloudflare";
import type { Instant } from "../domain/time.ts";
import type { AppEnv } from "./env.ts";
import type { Locale } from "./messages/locale.ts";

declare module "@remix-run/cloudflare" {
  interface AppLoadContext {
    readonly env: AppEnv;
    readonly now: () => Instant;
    /** The connection's time zone, as Cloudflare guesses it: for a first visit without JavaScript. */
    readonly connectionZone: string | null;
    /** What a page's loader leaves for the answer around it: headers are written once, in entry.server. */
    readonly answer: { locale: Locale | null; readonly cookies: string[] };
  }
}

declare module "@remix-run/server-runtime" {
  interface Future {
    v3_singleFetch: true;
  }
}

/** The edge of the program: bindings are read here, and loaders get plain values. */
export function getLoadContext(edge: {
  readonly request: Request;
  readonly env: unknown;
  readonly waitUntil: (work: Promise<unknown>) => void;
}): AppLoadContext {
  const { cf } = edge.request as Request & { readonly cf?: { readonly timezone?: unknown } };
  return {
    env: edge.env as AppEnv,
    now: () => Date.now(),
    connectionZone: typeof cf?.timezone === "string" ? cf.timezone : null,
    answer: { locale: null, cookies: [] },
  };
}
