import type { AppLoadContext } from "@remix-run/cloudflare";
import type { ReadFrom } from "../auth/read-from.ts";
import type { TokenClaim } from "../auth/token.ts";
import { type Bookmark, bookmarkOf, latestBookmark } from "../db/bookmark.ts";
import type { Database } from "../db/query.ts";
import { timed } from "../db/timed.ts";
import type { Instant } from "../domain/time.ts";
import { bookingObject } from "../durable-objects/client.ts";
import type { BookingRpc } from "../durable-objects/contract.ts";
import { nothingWaited, type Waited } from "../telemetry/measured.ts";
import type { AppEnv } from "./env.ts";
import type { Locale } from "./messages/locale.ts";

declare module "@remix-run/cloudflare" {
  interface AppLoadContext {
    readonly env: AppEnv;
    /** By what the request says who is asking, before anybody has checked it. */
    readonly claim: TokenClaim | null;
    /** D1, and what is waited for it is counted. */
    readonly d1: (start: ReadFrom) => Database;
    /** The object of one booking. */
    readonly booking: (id: string) => BookingRpc;
    readonly now: () => Instant;
    /** What nobody waits for: done after the answer. */
    readonly later: (work: Promise<unknown>) => void;
    readonly arrivedAt: Instant;
    /** The connection's time zone, as Cloudflare guesses it: for a first visit without JavaScript. */
    readonly connectionZone: string | null;
    /** What a page's loader leaves for the answer around it: headers are written once, in entry.server. */
    readonly answer: {
      locale: Locale | null;
      readonly cookies: string[];
      /** Where D1 stood after what was written for this request. */
      bookmark: Bookmark | null;
      readonly waited: Waited;
      /** Who asked, once D1 has said so. */
      person: string | null;
    };
  }
}

declare module "@remix-run/server-runtime" {
  interface Future {
    v3_singleFetch: true;
  }
}

/** The edge of the program: bindings are read here, and loaders get plain values. */
export function getLoadContext(
  edge: {
    readonly request: Request;
    readonly env: unknown;
    readonly waitUntil: (work: Promise<unknown>) => void;
  },
  claim: TokenClaim | null,
): AppLoadContext {
  const { cf } = edge.request as Request & { readonly cf?: { readonly timezone?: unknown } };
  const env = edge.env as AppEnv;
  const answer: AppLoadContext["answer"] = {
    locale: null,
    cookies: [],
    bookmark: null,
    waited: nothingWaited(),
    person: null,
  };
  const note = (bookmark: Bookmark | null): void => {
    answer.bookmark = latestBookmark([answer.bookmark, bookmark]);
  };
  return {
    claim,
    env: { ...env, DASHBOARD_SERVICE: noting(env.DASHBOARD_SERVICE, note) },
    d1: (start) =>
      timed(env.DB.withSession(start), (time) => {
        answer.waited.d1 += time;
      }),
    booking: (id) =>
      bookingObject(env.BOOKING, id, (bookmark, time) => {
        note(bookmark);
        answer.waited.objects += time;
      }),
    now: () => Date.now(),
    later: edge.waitUntil,
    arrivedAt: Date.now(),
    connectionZone: typeof cf?.timezone === "string" ? cf.timezone : null,
    answer,
  };
}

/** The same service; the bookmark that comes with an answer is kept for whoever reads next. */
function noting<T extends object>(service: T, note: (bookmark: Bookmark | null) => void): T {
  const methods = service as Record<string, (...args: readonly unknown[]) => Promise<unknown>>;
  return new Proxy(service, {
    get:
      (_target, name: string) =>
      async (...args: readonly unknown[]) => {
        const answer = await methods[name]?.(...args);
        note(bookmarkOf(answer));
        return answer;
      },
  });
}
