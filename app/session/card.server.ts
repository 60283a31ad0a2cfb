import type { Viewer } from "../../auth/viewer.ts";
import type { ListedSession, Person, SessionRow } from "../../db/sessions-page.ts";
import { type ParticipantRole, roleOf } from "../../domain/booking.ts";
import type { BookingFacts } from "../../domain/booking-facts.ts";
import { cancelDeadline } from "../../domain/cancellation.ts";
import { ERASED_NAME } from "../../domain/erasure.ts";
import { formatMoney } from "../../domain/money.ts";
import type { Instant } from "../../domain/time.ts";
import { joinOpensAt } from "../../domain/video-window.ts";
import { initialsOf } from "../components/initials.server.ts";
import type { Messages } from "../messages/en.ts";
import type { Locale } from "../messages/locale.ts";
import type { Visit } from "../server/visit.server.ts";
import { dayDifference, dayOf, minuteOfDay } from "../time/days.server.ts";
import { dayNames, say, zonedTime } from "../time/formats.server.ts";
import { skyOf } from "../time/sky.server.ts";
import { cityOf, firstZone } from "../time/zone.ts";
import {
  type CardPrice,
  type Face,
  isAhead,
  minutesOf,
  type Places,
  type RibbonSpot,
  type SessionCard,
  type Terms,
} from "./card.ts";

type Reader = Pick<Visit<Viewer>, "viewer" | "locale" | "zone" | "now" | "t">;

/**
 * @param whole whether its page draws both people's days and tells the price.
 * @returns null when the viewer takes no part in it: for them there is no such session.
 */
export function cardOf(row: ListedSession | SessionRow, reader: Reader, whole = true): SessionCard | null {
  const { facts } = row;
  const role = roleOf(facts, reader.viewer.id);
  if (role === null) return null;
  const { locale, zone } = reader;
  const other = "other" in row ? row.other : role === "mentor" ? row.mentee : row.mentor;
  const time = say(facts.startsAt, "time", locale, zone);
  return {
    id: facts.id,
    version: facts.version,
    status: facts.status,
    startsAt: facts.startsAt,
    endsAt: facts.endsAt,
    notice: facts.policy.notice,
    role,
    other: faceOf(other, reader.t),
    day: dayWords(facts.startsAt, reader),
    time,
    when: whenWords(facts.startsAt, reader, time),
    places: whole ? placesOf(facts, other, reader) : null,
    price: whole ? priceOf(facts, role, locale) : null,
    terms: isAhead(facts) ? termsOf(facts, reader) : null,
    cancelledBy: facts.cancellation?.by ?? null,
    refund:
      role === "mentee" && facts.refund !== null
        ? { status: facts.refund.status, money: formatMoney(facts.refund, locale) }
        : null,
    reviewed: row.review !== null,
  };
}

function priceOf({ price, card }: BookingFacts, role: ParticipantRole, locale: Locale): CardPrice {
  return {
    words: formatMoney(price, locale),
    free: price.amount === 0,
    card: role === "mentee" ? card : null,
  };
}

function termsOf(facts: BookingFacts, reader: Reader): Terms {
  const { locale, zone } = reader;
  return {
    deadline: momentWords(cancelDeadline(facts), reader),
    opens: say(joinOpensAt(facts), "time", locale, zone),
    held: facts.holdUntil === null ? null : say(facts.holdUntil, "time", locale, zone),
    movedAt: facts.roomMovedAt,
  };
}

function dayWords(instant: Instant, { locale, zone, now }: Reader): SessionCard["day"] {
  const key = dayOf(instant, zone);
  const year = key.slice(0, 4) === dayOf(now, zone).slice(0, 4) ? "" : ` ${key.slice(0, 4)}`;
  const { rest, long, full } = dayNames(key, locale);
  return {
    key,
    number: String(Number(key.slice(8))),
    rest: rest + year,
    long: long + year,
    full: full + year,
  };
}

/** In the reader's language where there is no name any more. */
export const shownName = ({ name }: { readonly name: string }, t: Messages): string =>
  name === ERASED_NAME ? t.formerMember : name;

export const faceOf = (person: Pick<Person, "id" | "name" | "headline" | "photoUrl">, t: Messages): Face => ({
  id: person.id,
  name: shownName(person, t),
  initials: initialsOf(shownName(person, t)),
  headline: person.headline,
  photo: person.photoUrl !== null,
});

export function placesOf(
  session: { readonly startsAt: Instant; readonly endsAt: Instant },
  other: Person,
  { locale, zone }: Reader,
): Places {
  const there = firstZone(other.timezone);
  const length = minutesOf(session);
  return {
    mine: { spot: spotOf(session.startsAt, length, zone), city: cityOf(zone) },
    theirs: {
      spot: spotOf(session.startsAt, length, there),
      city: cityOf(there),
      time: say(session.startsAt, "time", locale, there),
      dayShift: dayDifference(session.startsAt, there, zone),
    },
  };
}

const spotOf = (startsAt: Instant, length: number, zone: string): RibbonSpot => ({
  at: minuteOfDay(startsAt, zone),
  length,
  sky: skyOf(startsAt, zone),
});

/** "Friday, Nov 15, 2025 at 10:00 AM EST": the epic's card. */
export function whenWords(
  instant: Instant,
  { locale, zone, t }: Reader,
  time: string = say(instant, "time", locale, zone),
): string {
  const { date } = dayNames(dayOf(instant, zone), locale);
  return t.atTime(date, zonedTime(instant, locale, zone, time));
}

/** "today, 9:00 AM" or "Friday, November 14, 9:00 AM EST": short where it is near. */
export function momentWords(instant: Instant, { locale, zone, now, t }: Reader): string {
  const time = say(instant, "time", locale, zone);
  if (dayOf(instant, zone) === dayOf(now, zone)) return t.todayAt(time);
  const far = Math.abs(instant - now) > 6 * 86_400_000;
  return far
    ? t.dayAndTime(say(instant, "dayShort", locale, zone), time)
    : t.dayAndTime(say(instant, "weekday", locale, zone), time);
}
