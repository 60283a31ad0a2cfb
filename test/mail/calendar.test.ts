import { describe, expect, it } from "vitest";
import { type CalendarOrder, calendarContentType, calendarFile } from "../../mail/calendar.ts";
import { renderMail } from "../../mail/render.ts";
import {
  ana,
  booking,
  cancelledBooking,
  carlos,
  HOUR,
  inSpanish,
  ORIGIN,
  order,
  STARTS_AT,
  toMentor,
} from "./support/orders.ts";
import { readCalendar } from "./support/read-calendar.ts";

const PAGE = `${ORIGIN}/sessions/bk_1`;

function calendarOrder(changes: Partial<CalendarOrder> = {}): CalendarOrder {
  return {
    method: "PUBLISH",
    booking,
    viewer: { id: ana.id, locale: "en" },
    mentor: carlos,
    mentee: ana,
    appOrigin: ORIGIN,
    emailFrom: "Meridian <mail@meridian.example>",
    now: Date.parse("2026-11-20T10:11:12.345Z"),
    ...changes,
  };
}

const fileOf = (changes: Partial<CalendarOrder> = {}) => readCalendar(calendarFile(calendarOrder(changes)));

describe("a downloaded file", () => {
  it("tells the session, in UTC, from the clock it is given", () => {
    const file = fileOf();
    expect(file.value("METHOD")).toBe("PUBLISH");
    expect(file.value("UID")).toBe("bk_1@meridian");
    expect(file.value("DTSTAMP")).toBe("20261120T101112Z");
    expect(file.value("DTSTART")).toBe("20261127T140000Z");
    expect(file.value("DTEND")).toBe("20261127T150000Z");
    expect(file.value("STATUS")).toBe("CONFIRMED");
    expect(file.value("SEQUENCE")).toBe("0");
    expect(file.value("SUMMARY")).toBe("Session with Carlos Mendez");
    expect(file.value("LOCATION")).toBe(PAGE);
    expect(file.value("URL")).toBe(PAGE);
    expect(file.value("DESCRIPTION")).toContain(PAGE);
    expect(file.value("ORGANIZER")).toBe("mailto:mail@meridian.example");
  });

  it("names nobody's address (RFC 5546: PUBLISH has no attendees)", () => {
    const viewer = { id: ana.id, locale: "en", email: "ana@example.com" };
    expect(fileOf({ viewer }).names).not.toContain("ATTENDEE");
  });

  it("names the other person, whoever looks", () => {
    expect(fileOf({ viewer: { id: carlos.id, locale: "en" } }).value("SUMMARY")).toBe(
      "Session with Ana Silva",
    );
  });

  it("of a cancelled booking says so, under the same UID and a higher SEQUENCE", () => {
    const file = fileOf({ booking: cancelledBooking });
    expect(file.value("METHOD")).toBe("PUBLISH");
    expect(file.value("UID")).toBe("bk_1@meridian");
    expect(file.value("STATUS")).toBe("CANCELLED");
    expect(file.value("SEQUENCE")).toBe("1");
    expect(file.value("TRANSP")).toBe("TRANSPARENT");
    expect(file.value("SUMMARY")).toBe("Cancelled: session with Carlos Mendez");
  });

  it("tells the same instant across a change of the clocks", () => {
    const startsAt = Date.parse("2026-11-01T14:00:00Z");
    const file = fileOf({ booking: { ...booking, startsAt, endsAt: startsAt + HOUR } });
    expect(file.value("DTSTART")).toBe("20261101T140000Z");
    expect(file.params("DTSTART")).toBe("");
  });

  it("folds its lines at 75 bytes without breaking a character", () => {
    const name = "Ọlábísí 👩🏽‍💻 Adébáyọ̀, the; one\\and only";
    const { raw, value } = fileOf({ mentor: { id: carlos.id, name } });
    const bytes = raw.map((line) => new TextEncoder().encode(line).length);
    expect(Math.max(...bytes)).toBeLessThanOrEqual(75);
    expect(value("SUMMARY")).toBe(`Session with ${name}`);
  });

  it("takes the sender's address with or without a name", () => {
    expect(fileOf({ emailFrom: "plain@meridian.example" }).value("ORGANIZER")).toBe(
      "mailto:plain@meridian.example",
    );
  });

  it("speaks the viewer's language", () => {
    expect(fileOf({ viewer: { id: ana.id, locale: "es-MX" } }).value("SUMMARY")).toBe(
      "Sesión con Carlos Mendez",
    );
  });
});

describe("files in mails", () => {
  it("invite with REQUEST, in the body and in the header alike", () => {
    const [file] = renderMail(order("confirmed")).attachments;
    expect(file?.filename).toBe("session.ics");
    expect(file?.contentType).toBe("text/calendar; charset=utf-8; method=REQUEST");
    const event = readCalendar(file?.content ?? "");
    expect(event.value("METHOD")).toBe("REQUEST");
    expect(event.value("ATTENDEE")).toBe("MAILTO:ana@example.com");
    expect(event.params("ATTENDEE")).toContain("PARTSTAT=ACCEPTED");
    expect(event.params("ATTENDEE")).toContain("RSVP=FALSE");
  });

  it("take it out again with CANCEL: the same UID, a higher SEQUENCE, for both people", () => {
    const invited = readCalendar(renderMail(order("confirmed")).attachments[0]?.content ?? "");
    for (const given of [order("cancelled"), toMentor(order("cancelled")), inSpanish(order("cancelled"))]) {
      const [file] = renderMail(given).attachments;
      expect(file?.contentType).toBe(calendarContentType("CANCEL"));
      const event = readCalendar(file?.content ?? "");
      expect(event.value("METHOD")).toBe("CANCEL");
      expect(event.value("STATUS")).toBe("CANCELLED");
      expect(event.value("UID")).toBe(invited.value("UID"));
      expect(Number(event.value("SEQUENCE"))).toBeGreaterThan(Number(invited.value("SEQUENCE")));
      expect(event.value("DTSTART")).toBe(invited.value("DTSTART"));
      expect(event.value("ATTENDEE")).toBe(`MAILTO:${given.to.email}`);
    }
  });

  it("never carry the other person's address", () => {
    const [file] = renderMail(toMentor(order("confirmed"))).attachments;
    expect(file?.content).not.toContain("ana@example.com");
  });

  it("are the same at each try, hours later too: the email service takes another body for another mail", () => {
    const askedAt = STARTS_AT - 5 * HOUR;
    const at = (now: number) => renderMail(order("cancelled", { askedAt, now }));
    expect(at(STARTS_AT - HOUR)).toEqual(at(askedAt));
    const [file] = at(askedAt).attachments;
    expect(readCalendar(file?.content ?? "").value("DTSTAMP")).toBe("20261127T090000Z");
  });
});
