import { unknownPerson } from "../db/session-row.ts";
import type { Person } from "../db/sessions-page.ts";
import type { Surroundings } from "./booking-json.ts";

/** The people of a booking that is too new to have a review. */
export function peopleOf(
  booking: { readonly mentorId: string; readonly menteeId: string },
  people: readonly Person[],
): Surroundings {
  const personOf = (id: string) => people.find((person) => person.id === id) ?? unknownPerson(id);
  return { mentor: personOf(booking.mentorId), mentee: personOf(booking.menteeId), review: null };
}
