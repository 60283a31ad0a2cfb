import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { sessionQuery } from "../../../db/session-details.ts";
import { bookingIdOf, notFound, ownRow } from "../../server/booking.server.ts";
import { isMissing, ownPage } from "../../server/visit.server.ts";
import { cardOf } from "../../session/card.server.ts";

/** One session's card, for a page that has heard that it changed. */
export async function loader(arrival: LoaderFunctionArgs): Promise<Response> {
  const id = bookingIdOf(arrival.params);
  const { visit, answer } = await ownPage(arrival, ({ db }) => sessionQuery(db, id), isMissing);
  const card = cardOf(ownRow(answer, visit.viewer), visit);
  if (card === null) throw notFound();
  return Response.json(card);
}
