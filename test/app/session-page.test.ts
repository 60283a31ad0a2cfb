import { describe, expect, it } from "vitest";
import { en } from "../../app/messages/en.ts";
import { calendarLinksOf } from "../../app/routes/session/calendar.server.ts";
import { refundStateOf } from "../../app/routes/session/money.server.ts";
import { neighbourLinksOf } from "../../app/routes/session/neighbours.server.ts";
import type { Visit } from "../../app/server/visit.server.ts";
import type { Viewer } from "../../auth/viewer.ts";
import type { BookingFacts } from "../../domain/booking-facts.ts";
import { DAY } from "../../domain/time.ts";

const NOW = Date.UTC(2026, 10, 28, 12);

const visit = (id: string): Visit<Viewer> =>
  ({ viewer: { id }, locale: "en", zone: "America/New_York", now: NOW, t: en }) as unknown as Visit<Viewer>;

const refunded = (
  status: "requested" | "pending" | "succeeded" | "failed" | "manual",
  settledAt: number | null,
) =>
  ({
    menteeId: "payer",
    card: { brand: "visa", last4: "4242" },
    refund: { status, amount: 5_000, currency: "usd", requestedAt: NOW - DAY, settledAt },
  }) as unknown as BookingFacts;

describe("a calendar that opens with the session filled in", () => {
  const links = calendarLinksOf({
    startsAt: Date.UTC(2026, 11, 31, 23, 30),
    endsAt: Date.UTC(2027, 0, 1, 0, 30),
    title: "Session with Zoë & Co. #1",
    page: "https://meridian.test/sessions/abc",
  });

  it("is told instants, the title whole, and the page; nothing else", () => {
    const google = new URL(links.google);
    expect([google.origin, google.pathname]).toEqual(["https://calendar.google.com", "/calendar/render"]);
    expect(Object.fromEntries(google.searchParams)).toEqual({
      action: "TEMPLATE",
      text: "Session with Zoë & Co. #1",
      dates: "20261231T233000Z/20270101T003000Z",
      details: "https://meridian.test/sessions/abc",
      location: "https://meridian.test/sessions/abc",
    });
    for (const [link, host] of [
      [links.outlook, "outlook.live.com"],
      [links.microsoft365, "outlook.office.com"],
    ] as const) {
      const outlook = new URL(link);
      expect([outlook.host, outlook.pathname]).toEqual([host, "/calendar/deeplink/compose"]);
      expect(Object.fromEntries(outlook.searchParams)).toMatchObject({
        rru: "addevent",
        subject: "Session with Zoë & Co. #1",
        startdt: "2026-12-31T23:30:00Z",
        enddt: "2027-01-01T00:30:00Z",
      });
    }
  });
});

describe("a refund's steps", () => {
  const statesOf = (facts: BookingFacts, viewer = "payer") =>
    refundStateOf(facts, visit(viewer))?.steps.map(({ state }) => state);

  it("say what is done, what is now and what comes, and never more than is true", () => {
    expect(statesOf(refunded("requested", null))).toEqual(["done", "now", "later"]);
    expect(statesOf(refunded("pending", null))).toEqual(["done", "now", "later"]);
    expect(statesOf(refunded("manual", null))).toEqual(["done", "now", "later"]);
    expect(statesOf(refunded("succeeded", NOW - DAY))).toEqual(["done", "done", "now"]);
    expect(statesOf(refunded("succeeded", NOW - 10 * DAY))).toEqual(["done", "done", "done"]);
  });

  it("name the card, and the days in which banks book it", () => {
    const [, , last] = refundStateOf(refunded("succeeded", NOW - DAY), visit("payer"))?.steps ?? [];
    expect(last?.what).toBe("On Visa ending 4242 between Dec 2, 2026 and Dec 7, 2026, as banks go");
    expect(refundStateOf(refunded("failed", null), visit("payer"))?.steps[1]?.what).toContain("our team");
  });

  it("are the payer's alone", () => {
    expect(refundStateOf(refunded("pending", null), visit("mentor"))).toBeNull();
    expect(refundStateOf({ ...refunded("pending", null), refund: null }, visit("payer"))).toBeNull();
  });
});

it("neighbours are named by the viewer's day", () => {
  const late = { id: "n", startsAt: Date.UTC(2026, 10, 20, 3), name: "Mei" };
  expect(neighbourLinksOf({ previous: late, next: null }, visit("payer"))).toEqual({
    previous: { path: "/sessions/n", day: "Thu, Nov 19", name: "Mei" },
    next: null,
  });
});
