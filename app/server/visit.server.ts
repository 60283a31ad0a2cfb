import { type AppLoadContext, redirect } from "@remix-run/cloudflare";
import { readOwn } from "../../auth/cookie.ts";
import { isUnsafe } from "../../auth/origin.ts";
import { readFrom } from "../../auth/read-from.ts";
import type { Viewer } from "../../auth/viewer.ts";
import { viewerQuery } from "../../auth/viewer-query.ts";
import { ask, type Database, type Query } from "../../db/query.ts";
import { DAY, type Instant } from "../../domain/time.ts";
import { initialsOf } from "../components/initials.server.ts";
import type { Frame } from "../frame.ts";
import { catalogues } from "../messages/catalogues.server.ts";
import type { Messages } from "../messages/en.ts";
import { isLocale, type Locale, negotiateLocale } from "../messages/locale.ts";
import { zoneLabel } from "../time/formats.server.ts";
import { firstZone } from "../time/zone.ts";
import { COOKIES, readZoneCookies, setOwn, writtenCookie } from "./cookies.server.ts";
import { noteSeen } from "./note-seen.server.ts";

/** What Remix hands to a loader or an action. */
export interface Arrival {
  readonly request: Request;
  readonly context: AppLoadContext;
}

/** Who came, in which language and zone they read, and the instant that decides. */
export interface Visit<V extends Viewer | null = Viewer | null> {
  readonly viewer: V;
  readonly locale: Locale;
  readonly zone: string;
  readonly now: Instant;
  readonly t: Messages;
  readonly support: string | null;
  /** What the frame around every page shows. */
  readonly frame: Frame;
}

/** What a page's questions may be made from before D1 has answered: the viewer's id is a claim until it has. */
export interface Asking {
  readonly db: Database;
  readonly viewerId: string;
  readonly zone: string;
  readonly now: Instant;
}

type Questions<T> = (asking: Asking) => Query<T>;

const NOTHING: Query<null> = { statements: [], read: () => null };

/**
 * A page that strangers may see, too. Who is asking and what the page shows are one batch to D1: one round trip.
 * @param questions asked for a stranger with an empty viewer id.
 * @param lacks whether a replica's answer lacks what the primary may have by now: then that is asked, too.
 */
export async function openPage<T>(
  arrival: Arrival,
  questions: Questions<T>,
  lacks: (answer: T) => boolean = () => false,
): Promise<{ readonly visit: Visit; readonly answer: T }> {
  const { viewer, answer, zone, now } = await askAll(arrival, questions, lacks);
  if (viewer !== null) noteSeen(arrival.request.headers, arrival.context, viewer, now);
  return { visit: visitOf(arrival, viewer, zone, now), answer };
}

/** A page of one's own: whoever is not signed in signs in first, and comes back. */
export async function ownPage<T>(
  arrival: Arrival,
  questions: Questions<T>,
  lacks?: (answer: T) => boolean,
): Promise<{ readonly visit: Visit<Viewer>; readonly answer: T }> {
  const { visit, answer } = await openPage(arrival, questions, lacks);
  if (!isSignedIn(visit)) throw redirect(signInPath(arrival.request));
  return { visit, answer };
}

export const noQuestions = (): Query<null> => NOTHING;

/** What one thing's page passes for `lacks`: it may have been made a moment ago, by somebody else. */
export const isMissing = (answer: unknown): boolean => answer === null;

const isSignedIn = (visit: Visit): visit is Visit<Viewer> => visit.viewer !== null;

export function signInPath(request: Request): string {
  const { pathname, search } = new URL(request.url);
  const back = pathname.replace(/\.data$/, "") + (request.method === "GET" ? search : "");
  return `/sign-in?return_to=${encodeURIComponent(back)}`;
}

interface Answered<T> {
  readonly viewer: Viewer | null;
  readonly answer: T;
  readonly zone: string;
  readonly now: Instant;
}

async function askAll<T>(
  arrival: Arrival,
  questions: Questions<T>,
  lacks: (answer: T) => boolean,
): Promise<Answered<T>> {
  const { request, context } = arrival;
  const { headers } = request;
  const { claim } = context;
  const now = context.now();
  const guess = guessZone(arrival, claim !== null);
  // Who writes is known at the primary; who has just written sees it.
  const start = isUnsafe(request.method) ? "first-primary" : readFrom(headers);

  const once = async (db: Database, zone: string): Promise<Answered<T>> => {
    const who = claim === null ? NOTHING : viewerQuery(db, claim, now, false);
    const asking = { db, viewerId: claim?.userId ?? "", zone, now };
    const page = questions(asking);
    const [viewer, answer] = await askBoth(db, who, page);
    return { viewer, answer, zone, now };
  };

  const first = await once(context.d1(start), guess);
  // A replica may not know a session that was made a moment ago, or a booking that somebody else has made.
  const known = start === "first-primary" || !misses(first, claim !== null, lacks);
  const asked = known ? first : await once(context.d1("first-primary"), guess);
  // What was asked for a person who turned out to be nobody is thrown away, and asked as a stranger would.
  if (asked.viewer === null && claim !== null) return askAsStranger(arrival, questions, now);
  const zone = asked.viewer === null ? guess : firstZone(asked.viewer.timezone);
  if (zone === guess) return { ...asked, zone };
  // The profile's zone was not in the cookie yet: reckon the viewer's days once more, and remember it.
  context.answer.cookies.push(zoneCookie(context, zone, now));
  return once(context.d1(known ? start : "first-primary"), zone);
}

const misses = <T>(first: Answered<T>, claimed: boolean, lacks: (answer: T) => boolean): boolean =>
  claimed && (first.viewer === null || lacks(first.answer));

async function askBoth<A, B>(db: Database, first: Query<A>, second: Query<B>): Promise<[A, B]> {
  if (first.statements.length + second.statements.length === 0) return [first.read([]), second.read([])];
  const [a, b] = await ask(db, first, second);
  return [a as A, b as B];
}

async function askAsStranger<T>(
  arrival: Arrival,
  questions: Questions<T>,
  now: Instant,
): Promise<Answered<T>> {
  const db = arrival.context.d1("first-unconstrained");
  const zone = guessZone(arrival, false);
  const [, answer] = await askBoth(db, NOTHING, questions({ db, viewerId: "", zone, now }));
  return { viewer: null, answer, zone, now };
}

const guessZone = ({ request, context }: Arrival, signedIn: boolean): string => {
  const cookies = readZoneCookies(request.headers);
  return firstZone(signedIn ? cookies.profile : null, cookies.browser, context.connectionZone);
};

export const zoneCookie = (context: AppLoadContext, zone: string, now: Instant): string =>
  setOwn(context.env.APP_ORIGIN, COOKIES.profileZone, encodeURIComponent(zone), now + 365 * DAY);

export function localeOf(request: Request, viewer: Viewer | null): Locale {
  if (viewer !== null) return viewer.locale;
  const cookie = readOwn(request.headers, COOKIES.language);
  return isLocale(cookie) ? cookie : negotiateLocale(request.headers.get("accept-language"));
}

function visitOf(arrival: Arrival, viewer: Viewer | null, zone: string, now: Instant): Visit {
  const locale = localeOf(arrival.request, viewer);
  arrival.context.answer.locale = locale;
  arrival.context.answer.person = viewer?.id ?? null;
  const frame: Frame = {
    viewer: viewer && {
      id: viewer.id,
      name: viewer.name,
      initials: initialsOf(viewer.name),
      photo: viewer.photoUrl !== null,
      mentor: viewer.roles.mentor,
      admin: viewer.roles.admin,
    },
    zone,
    zoneLabel: zoneLabel(now, locale, zone),
    now,
  };
  const support = arrival.context.env.SUPPORT_EMAIL || null;
  return { viewer, locale, zone, now, t: catalogues[locale], support, frame };
}

/** After a write: the next pages are read where it is visible already. */
export const seeOwnWrites = (context: AppLoadContext): string =>
  writtenCookie(context.env.APP_ORIGIN, context.answer.bookmark, context.now());
