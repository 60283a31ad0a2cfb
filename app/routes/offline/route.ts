import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { sessionsQuery } from "../../../db/sessions-list.ts";
import { shownStatus } from "../../../domain/schedule.ts";
import { policyOfCopy } from "../../security/headers.ts";
import { ownPage } from "../../server/visit.server.ts";
import { cardOf } from "../../session/card.server.ts";
import { readFilters, requestOf } from "../sessions/filters.server.ts";
import { copyOf } from "./copy.server.tsx";

/**
 * The next session as a page that may be kept and read without a network (app/offline/copy.ts). It has no nonce, since a kept
 * nonce would be no secret any more, and needs none: its one script is a file of ours.
 */
export async function loader(arrival: LoaderFunctionArgs) {
  const { visit, answer } = await ownPage(arrival, (asking) =>
    sessionsQuery(asking.db, requestOf(readFilters(new URLSearchParams()), null, asking)),
  );
  // Upcoming also holds drafts, and a session that is over while its room is open: neither is one to get ready for.
  const row = answer.rows.find(({ facts }) => {
    const status = shownStatus(facts, visit.now);
    return (status === "confirmed" || status === "in_progress") && facts.endsAt > visit.now;
  });
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policyOfCopy(),
  };
  const card = row === undefined ? null : cardOf(row, visit);
  return new Response(copyOf(card, visit), { headers });
}
