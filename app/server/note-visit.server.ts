import { readCookie, sessionCookieName } from "../../auth/cookie.ts";
import type { Viewer } from "../../auth/viewer.ts";
import { dayOf } from "../../domain/tally.ts";
import type { Arrival, Visit } from "./visit.server.ts";

/** Whom this isolate has noted today: a day counts once, and a call behind each page would be one too many. */
const noted = { day: 0, people: new Set<string>() };

/** Notes, behind the answer, that this person has opened My Sessions today (for Insights). Whom that fails for is counted tomorrow. */
export function noteVisit({ request, context }: Arrival, { viewer, now }: Visit<Viewer>): void {
  if (noted.day !== dayOf(now)) {
    noted.day = dayOf(now);
    noted.people.clear();
  }
  const token = readCookie(request.headers, sessionCookieName(context.env.APP_ORIGIN));
  if (token === null || noted.people.has(viewer.id)) return;
  noted.people.add(viewer.id);
  context.later(context.env.DASHBOARD_SERVICE.noteVisit(token).catch(() => undefined));
}
