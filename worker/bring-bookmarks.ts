import { withBookmark } from "../db/bookmark.ts";
import type { Service } from "./service.ts";

type Method = (...args: unknown[]) => Promise<unknown>;

/** What answers over RPC for one call, bringing back with each answer where D1 stood after the call's writes (`Written`). */
export function bringBookmarks<T extends object>(service: Service, serve: (service: Service) => T): T {
  const target = serve(service);
  return new Proxy(target, {
    get:
      (_target, name: string) =>
      async (...args: unknown[]) => {
        const method = (target as Record<string, Method | undefined>)[name];
        return withBookmark(await method?.apply(target, args), service.bookmark());
      },
  });
}
