import type { BookingStatus, ParticipantRole } from "../../../domain/booking.ts";

/** What the URL says to show; an empty text is "all". */
export interface Filters {
  readonly tab: "upcoming" | "past";
  readonly q: string;
  /** Days of the viewer, "2026-11-15", both included. */
  readonly from: string;
  readonly to: string;
  readonly role: ParticipantRole | "";
  readonly outcome: BookingStatus | "";
}

export const isFiltered = ({ q, from, to, role, outcome }: Filters): boolean =>
  [q, from, to, role, outcome].some((value) => value !== "");

/** The URL of a list: only what says something stands in it. */
export function listPath(filters: Partial<Filters>, cursor: string | null = null): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== "" && !(name === "tab" && value === "upcoming")) search.set(name, value);
  }
  if (cursor !== null) search.set("cursor", cursor);
  const text = search.toString();
  return text === "" ? "/sessions" : `/sessions?${text}`;
}
