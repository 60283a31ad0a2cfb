import { type ClientLoaderFunctionArgs, useLocation } from "@remix-run/react";
import { useEffect } from "react";

/** What a page says of its data: that it is of an earlier moment, since it could not be asked anew. */
export interface Known {
  readonly stale?: true;
}

const known = new Map<string, object>();

/**
 * A page that is left breaks off what it had asked for, which looks like an outage: by then it is gone. In milliseconds. Told of it, it
 * would move everything down by a line, and be found there when somebody comes back.
 */
const LEAVING = 500;

/** Pages that somebody goes back to; more would only be kept. */
const KEPT = 30;

/**
 * A page that cannot be asked anew stays as it was, and says so, instead of giving way to a failure: nobody loses what they
 * were reading to a tunnel. What was never read, is not theirs, or is gone, fails as ever.
 */
export async function lastKnown<T extends object>({
  request,
  serverLoader,
}: ClientLoaderFunctionArgs): Promise<T & Known> {
  const { pathname, search } = new URL(request.url);
  const page = pathname + search;
  try {
    return (await serverLoader()) as T;
  } catch (error) {
    const last = known.get(page) as T | undefined;
    if (last === undefined || !isOutage(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, LEAVING));
    return { ...last, stale: true };
  }
}

/** What a page shows is what it can be again: also what came with its document, which no loader in the browser has seen. */
export function useKnown(data: object & Known): void {
  const { pathname, search } = useLocation();
  const page = pathname + search;
  useEffect(() => {
    if (data.stale) return;
    known.delete(page);
    known.set(page, data);
    for (const oldest of [...known.keys()].slice(0, -KEPT)) known.delete(oldest);
  }, [page, data]);
}

/** No connection, or a failure of ours; not a redirect, and not an answer. */
export function isOutage(error: unknown): boolean {
  if (error instanceof Response) return false;
  const { status } = error as { readonly status?: number };
  return status === undefined || status >= 500;
}
