import { redirect } from "@remix-run/cloudflare";
import { isConfirmed } from "../../auth/confirmed.ts";
import type { Viewer } from "../../auth/viewer.ts";
import { lateCountsQuery } from "../../db/mails.ts";
import type { Query } from "../../db/query.ts";
import { REASON_MAX_CHARACTERS } from "../../domain/limits.ts";
import type { Result } from "../../domain/result.ts";
import { DAY } from "../../domain/time.ts";
import type { DeskRejection } from "../../worker/contract.ts";
import { notFound } from "../server/booking.server.ts";
import { together } from "../server/together.server.ts";
import {
  type Arrival,
  type Asking,
  ownPage,
  seeOwnWrites,
  signInPath,
  type Visit,
} from "../server/visit.server.ts";

/**
 * A page for administrators. To everybody else there is no such page; a stranger signs in first, and comes back. Each says
 * whether mails are late (`MailAlarm`).
 */
export async function administratorPage<T>(
  arrival: Arrival,
  questions: (asking: Asking) => Query<T>,
  lacks?: (answer: T) => boolean,
): Promise<{ readonly visit: Visit<Viewer>; readonly answer: T }> {
  const { visit, answer: both } = await ownPage(
    arrival,
    (asking) => together(questions(asking), lateCountsQuery(asking.db, asking.now, asking.now - DAY)),
    lacks && (([answer]) => lacks(answer)),
  );
  if (!visit.viewer.roles.admin) throw notFound();
  const [answer, lateMails] = both;
  const frame = { ...visit.frame, lateMails, confirmed: isConfirmed(visit.viewer, visit.now) };
  return { visit: { ...visit, frame }, answer };
}

/** The reason of a form, as browsers send it; null when it is none, or too long. */
export function reasonIn(form: URLSearchParams): string | null {
  const reason = (form.get("reason") ?? "").replaceAll("\r\n", "\n").trim();
  return reason === "" || [...reason].length > REASON_MAX_CHARACTERS ? null : reason;
}

/** What an act was refused for, where the page itself can say it; null when it was done. */
export function refusalOf(
  arrival: Arrival,
  answer: Result<null, DeskRejection>,
): "reason" | "conflict" | "confirm" | null {
  if (answer.ok) return null;
  switch (answer.reason.code) {
    case "unauthorized":
      throw redirect(signInPath(arrival.request));
    case "forbidden":
    case "not_found":
      throw notFound();
    case "invalid_request":
      return "reason";
    case "confirmation_required":
      return "confirm";
    case "conflict":
      // What the page shows was older than what the booking's object knew.
      arrival.context.answer.cookies.push(seeOwnWrites(arrival.context));
      return "conflict";
  }
}
