import { type Bookmark, bookmarkOf } from "../db/bookmark.ts";
import type { Milliseconds } from "../domain/time.ts";
import type { BookingRpc } from "./contract.ts";
import type { ListenerRpc } from "./listener-contract.ts";

/** How often a call is asked again when the platform says that the object was merely being moved or restarted. */
const ATTEMPTS = 3;

type Note = (bookmark: Bookmark | null, waited: Milliseconds) => void;

/**
 * The object of one booking.
 * @param note told with each answer where D1 stood after the object's last write, if the answer brings that, and how long it was waited for.
 */
export const bookingObject = (namespace: DurableObjectNamespace, id: string, note?: Note): BookingRpc =>
  patiently(namespace, namespace.idFromName(id), note);

/** The same object by the id that Cloudflare lists it under; for when nobody knows which bookings there are. */
export const bookingObjectById = (namespace: DurableObjectNamespace, objectId: string): BookingRpc =>
  patiently(namespace, namespace.idFromString(objectId));

/** The object that holds one person's open pages. */
export const listenerObject = (namespace: DurableObjectNamespace, userId: string): ListenerRpc =>
  patiently(namespace, namespace.idFromName(userId));

/**
 * Every method of our objects is harmless when repeated, so what the platform marks as retryable is asked again, each time of a
 * fresh stub (a broken one stays broken); what is overloaded never is.
 */
function patiently<T extends object>(
  namespace: DurableObjectNamespace,
  id: DurableObjectId,
  note: Note = () => undefined,
): T {
  return new Proxy({} as T, {
    get: (_target, method: string) => {
      // Returned from an async function it would be asked for its `then`, and taken for a promise.
      if (method === "then") return undefined;
      return async (...args: readonly unknown[]) => {
        const asked = Date.now();
        const answer = await callPatiently(namespace, id, method, args);
        note(bookmarkOf(answer), Date.now() - asked);
        return answer;
      };
    },
  });
}

async function callPatiently(
  namespace: DurableObjectNamespace,
  id: DurableObjectId,
  method: string,
  args: readonly unknown[],
): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      const stub = namespace.get(id) as unknown as Record<string, Method>;
      return await stub[method]?.(...args);
    } catch (error) {
      if (attempt === ATTEMPTS || !mayAskAgain(error)) throw error;
    }
  }
}

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** Flags that the platform sets on infrastructure errors; the application's own errors have neither. */
function mayAskAgain(error: unknown): boolean {
  const { retryable, overloaded } = error as { retryable?: boolean; overloaded?: boolean };
  return retryable === true && overloaded !== true;
}
