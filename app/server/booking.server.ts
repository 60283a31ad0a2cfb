import type { Viewer } from "../../auth/viewer.ts";
import { factsQuery } from "../../db/session-details.ts";
import type { SessionRow } from "../../db/sessions-page.ts";
import type { Booking } from "../../domain/booking.ts";
import { roleOf } from "../../domain/booking.ts";
import { isId } from "../../domain/ids.ts";
import type { BookingRpc } from "../../durable-objects/contract.ts";
import { actor } from "./act.server.ts";
import type { Arrival } from "./visit.server.ts";

/** Another person's booking and one that never was look alike. */
export const notFound = (): Response => new Response("not found", { status: 404 });

/** The id in the URL; what cannot be one is not looked up. */
export function bookingIdOf(params: { readonly id?: string | undefined }): string {
  const { id } = params;
  if (id === undefined || !isId(id)) throw notFound();
  return id;
}

/** The row, if there is one and the viewer takes part in it. */
export function ownRow<R extends SessionRow>(row: R | null, viewer: Viewer): R {
  if (row === null || roleOf(row.facts, viewer.id) === null) throw notFound();
  return row;
}

export interface Act {
  readonly viewer: Viewer;
  readonly object: BookingRpc;
  readonly id: string;
}

/**
 * Who acts on which booking: the person, and that they take part in it, is known at the primary before the object is asked
 * anything. Nobody wakes another's booking, or makes an object by guessing an id.
 */
export async function actOn(
  arrival: Arrival & { readonly params: { readonly id?: string | undefined } },
): Promise<Act> {
  const id = bookingIdOf(arrival.params);
  const { viewer, answer } = await actor(arrival, (db) => factsQuery(db, id));
  if (answer === null || roleOf(answer, viewer.id) === null) throw notFound();
  return { viewer, id, object: arrival.context.booking(id) };
}

/** What the object gave back, if it is this person's. */
export function ownBooking(booking: Booking | null, viewer: Viewer): Booking {
  if (booking === null || roleOf(booking, viewer.id) === null) throw notFound();
  return booking;
}
