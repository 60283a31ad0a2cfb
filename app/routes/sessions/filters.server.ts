import { foldWords } from "../../../db/fold.ts";
import type { SessionsCursor, SessionsRequest } from "../../../db/sessions-page.ts";
import type { BookingStatus, ParticipantRole } from "../../../domain/booking.ts";
import { FINAL_STATUSES } from "../../../domain/booking.ts";
import { isId } from "../../../domain/ids.ts";
import type { Instant } from "../../../domain/time.ts";
import { addDays, readDay, startOfDay } from "../../time/days.server.ts";
import type { Filters } from "./filters.ts";

/** Product, HTTP API: 20 a page, for the dashboard as well. */
export const PAGE_SIZE = 20;

/** More than any name has. */
const LONGEST_QUERY = 100;

/** What the URL asks for. Whatever it gets wrong is as if it were not there: a page is always an answer. */
export function readFilters(search: URLSearchParams): Filters {
  const role = search.get("role");
  const outcome = search.get("outcome");
  const tab = search.get("tab") === "past" ? "past" : "upcoming";
  return {
    tab,
    q: (search.get("q") ?? "").trim().slice(0, LONGEST_QUERY),
    from: readDay(search.get("from")) ?? "",
    to: readDay(search.get("to")) ?? "",
    role: isRole(role) ? role : "",
    outcome: tab === "past" && isOutcome(outcome) ? outcome : "",
  };
}

const isRole = (text: string | null): text is ParticipantRole => text === "mentor" || text === "mentee";

const isOutcome = (text: string | null): text is BookingStatus =>
  (FINAL_STATUSES as readonly (string | null)[]).includes(text);

/** The viewer's days as instants: `to` includes its whole day. */
export function requestOf(
  filters: Filters,
  cursor: SessionsCursor | null,
  asking: { readonly viewerId: string; readonly zone: string; readonly now: Instant },
): SessionsRequest {
  return {
    viewerId: asking.viewerId,
    list: filters.tab,
    now: asking.now,
    limit: PAGE_SIZE,
    cursor,
    words: foldWords(filters.q),
    from: filters.from === "" ? null : startOfDay(filters.from, asking.zone),
    to: filters.to === "" ? null : startOfDay(addDays(filters.to, 1), asking.zone),
    role: filters.role === "" ? null : filters.role,
    outcomes: filters.outcome === "" ? [] : [filters.outcome],
  };
}

/** `<starts_at>_<id>`: where a page begins, readable and harmless when altered, since it only ever narrows one's own list. */
export const writeCursor = ({ startsAt, id }: SessionsCursor): string => `${startsAt}_${id}`;

export function readCursor(text: string | null): SessionsCursor | null {
  const match = /^(\d{1,15})_(.+)$/.exec(text ?? "");
  const [, startsAt, id] = match ?? [];
  return startsAt !== undefined && id !== undefined && isId(id) ? { startsAt: Number(startsAt), id } : null;
}
