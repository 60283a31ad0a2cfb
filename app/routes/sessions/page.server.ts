import type { Viewer } from "../../../auth/viewer.ts";
import { sessionsQuery } from "../../../db/sessions-list.ts";
import { type Arrival, ownPage, type Visit } from "../../server/visit.server.ts";
import { cardOf } from "../../session/card.server.ts";
import { say } from "../../time/formats.server.ts";
import { readCursor, readFilters, requestOf, writeCursor } from "./filters.server.ts";
import { type Filters, listPath } from "./filters.ts";
import type { Page } from "./list.ts";

/** The page of the list that the URL asks for: who is asking and the page are one round trip. */
export async function openList(
  arrival: Arrival,
): Promise<{ readonly visit: Visit<Viewer>; readonly filters: Filters; readonly page: Page }> {
  const search = new URL(arrival.request.url).searchParams;
  const filters = readFilters(search);
  const after = readCursor(search.get("cursor"));
  const { visit, answer } = await ownPage(arrival, (asking) =>
    sessionsQuery(asking.db, requestOf(filters, after, asking)),
  );
  const whole = filters.tab === "upcoming";
  const cards = answer.rows.map((row) => cardOf(row, visit, whole)).filter((card) => card !== null);
  const next = answer.next && {
    ...answer.next,
    path: listPath(filters, writeCursor(answer.next)),
    lookedTo: say(answer.next.startsAt, "date", visit.locale, visit.zone),
  };
  return { visit, filters, page: { cards, after, next } };
}
