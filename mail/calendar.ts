import ical, {
  ICalAttendeeStatus,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEvent,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { Booking } from "../domain/booking.ts";
import type { Instant } from "../domain/time.ts";
import { oneLine } from "./people-text.ts";
import { sessionPage } from "./scene.ts";
import { wordsFor } from "./words/words.ts";

export type CalendarMethod = "PUBLISH" | "REQUEST" | "CANCEL";

export interface CalendarOrder {
  /** PUBLISH for a download; REQUEST and CANCEL for mails (RFC 5546). */
  readonly method: CalendarMethod;
  readonly booking: Pick<Booking, "id" | "status" | "startsAt" | "endsAt">;
  /** For whom the file is. `email` is needed by REQUEST and CANCEL, which name whom they are for. */
  readonly viewer: {
    readonly id: string;
    readonly locale: string;
    readonly email?: string;
    readonly name?: string;
  };
  readonly mentor: { readonly id: string; readonly name: string };
  readonly mentee: { readonly id: string; readonly name: string };
  readonly appOrigin: string;
  /** `EMAIL_FROM`, with or without a name. */
  readonly emailFrom: string;
  /** When this file is made, for DTSTAMP. */
  readonly now: Instant;
}

/**
 * One booking as an iCalendar file. Its UID never changes, whatever the host's name becomes, and SEQUENCE rises when it is
 * cancelled: so a calendar that has it replaces it, and does not keep a second one.
 */
export function calendarFile(order: CalendarOrder): string {
  const { method, booking, viewer, mentor, mentee, appOrigin, now } = order;
  const calendar = newCalendar(viewer.locale, method);
  const event = addSession(calendar, {
    id: booking.id,
    cancelled: booking.status === "cancelled" || method === "CANCEL",
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    otherName: (viewer.id === mentor.id ? mentee : mentor).name,
    stamp: now,
    house: { locale: viewer.locale, appOrigin, emailFrom: order.emailFrom },
  });
  // RFC 5546: REQUEST and CANCEL name whom they are for, PUBLISH must not. Nobody is asked to answer: both have agreed.
  if (method !== "PUBLISH" && viewer.email !== undefined) {
    event.createAttendee({
      email: viewer.email,
      name: oneLine(viewer.name ?? viewer.email),
      rsvp: false,
      status: ICalAttendeeStatus.ACCEPTED,
    });
  }
  return calendar.toString();
}

/** How often a calendar should ask for its feed anew, in seconds; most ask when they like. */
const FEED_REFRESH_SECONDS = 3_600;

interface FeedOrder extends House {
  readonly sessions: readonly {
    readonly id: string;
    readonly status: Booking["status"];
    readonly startsAt: Instant;
    readonly endsAt: Instant;
    readonly otherName: string;
    readonly changedAt: Instant;
  }[];
}

/** All of a person's sessions as one calendar to subscribe to. What has not changed is the same file, to the byte. */
export function calendarFeed({ sessions, ...house }: FeedOrder): string {
  const calendar = newCalendar(house.locale, "PUBLISH");
  calendar.name(wordsFor(house.locale).calendar.feed);
  calendar.ttl(FEED_REFRESH_SECONDS);
  for (const { status, changedAt, ...session } of sessions) {
    addSession(calendar, { ...session, cancelled: status === "cancelled", stamp: changedAt, house });
  }
  return calendar.toString();
}

/** Where it comes from, and in whose language. */
interface House {
  readonly locale: string;
  readonly appOrigin: string;
  readonly emailFrom: string;
}

const newCalendar = (locale: string, method: CalendarMethod): ICalCalendar =>
  ical({
    prodId: { company: "Meridian", product: "Sessions", language: wordsFor(locale).language },
    method: ICalCalendarMethod[method],
  });

interface Appointment {
  readonly id: string;
  readonly cancelled: boolean;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly otherName: string;
  readonly stamp: Instant;
  readonly house: House;
}

function addSession(calendar: ICalCalendar, session: Appointment): ICalEvent {
  const { id, cancelled, house } = session;
  const words = wordsFor(house.locale).calendar;
  const other = oneLine(session.otherName);
  const page = sessionPage(house.appOrigin, id);
  return calendar.createEvent({
    id: `${id}@meridian`,
    sequence: cancelled ? 1 : 0,
    stamp: new Date(session.stamp),
    // UTC on purpose: an instant, which every calendar shows in its owner's zone, and which no change of rules can move.
    start: new Date(session.startsAt),
    end: new Date(session.endsAt),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    summary: cancelled ? words.cancelledSummary(other) : words.summary(other),
    description: cancelled ? words.cancelledDescription(page) : words.description(page),
    location: page,
    url: page,
    organizer: { name: "Meridian", email: bareAddress(house.emailFrom) },
  });
}

/** The file's MIME type: the method in the body and here alike, or mail programs treat it as a mere file. */
export const calendarContentType = (method: CalendarMethod): string =>
  `text/calendar; charset=utf-8; method=${method}`;

/** `Name <user@example.com>` without the name. */
const bareAddress = (from: string): string => (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim();
