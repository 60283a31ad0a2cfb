import { describe, expect, it } from "vitest";
import type { RefundStatus } from "../../domain/booking.ts";
import { renderMail } from "../../mail/render.ts";
import {
  booking,
  cancellation,
  cancelledBooking,
  HOUR,
  inSpanish,
  KINDS,
  ORIGIN,
  order,
  refund,
  STARTS_AT,
  SUPPORT,
  toMentor,
} from "./support/orders.ts";

const PAGE = `${ORIGIN}/sessions/bk_1`;

const hrefs = (html: string): string[] =>
  [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1] ?? "");

/** What a reader of the HTML reads: no markup, no styles. */
const words = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");

describe.each(KINDS)("every mail: %s", (kind) => {
  it.each([
    ["English", order(kind)],
    ["Spanish", inSpanish(order(kind))],
  ])("says who and when in its subject (%s)", (_language, given) => {
    const { subject } = renderMail(given);
    expect(subject).toContain("Carlos Mendez");
    expect(subject).toMatch(/\b27\b/);
  });

  it("has one button, to a page of ours, and no other link", () => {
    expect(hrefs(renderMail(order(kind)).html)).toEqual([PAGE]);
  });

  it("says the same in plain text as in HTML, word for word", () => {
    const { html, text } = renderMail(order(kind));
    const shown = words(html);
    for (const line of text.split("\n")) {
      const [said = ""] = [line.replace(/^(> |-- $)/, "").replace(/:$/, "")];
      if (said === "" || said === PAGE) continue;
      for (const part of said.split(/: /)) expect(shown).toContain(part);
    }
    expect(text).toContain(PAGE);
  });

  it("differs between the languages, and says which it is", () => {
    const english = renderMail(order(kind));
    const spanish = renderMail(inSpanish(order(kind)));
    expect(english.html).toContain('<html lang="en"');
    expect(spanish.html).toContain('<html lang="es"');
    expect(spanish.subject).not.toBe(english.subject);
    expect(spanish.text).not.toMatch(/\b(session|your|you|the)\b/i);
  });

  it("is dark-mode aware, 560 wide and made of tables", () => {
    const { html } = renderMail(order(kind));
    expect(html.startsWith("<!doctype html><html")).toBe(true);
    expect(html).toContain('<meta name="color-scheme" content="light dark"');
    expect(html).toContain("@media (prefers-color-scheme: dark)");
    expect(html).toContain('width="560"');
    expect(html).not.toMatch(/<script|<img|<form/);
  });

  it("is the same mail every time", () => {
    expect(renderMail(order(kind))).toEqual(renderMail(order(kind)));
  });
});

describe("confirmed", () => {
  it("tells the payer what was paid with which card, and until when it can be cancelled", () => {
    const { text } = renderMail(order("confirmed"));
    expect(text).toContain("Paid: $50.00 with Visa ending in 4242");
    expect(text).toContain(
      "You can cancel until Thursday, November 26, 2026 at 9:00 AM EST and get all of it back.",
    );
  });

  it("tells the mentor who booked, and nothing of the money", () => {
    const { text, html } = renderMail(toMentor(order("confirmed")));
    expect(text).toContain("Ana Silva booked a session with you");
    expect(`${text}${html}`).not.toMatch(/4242|Visa|\$50/);
    expect(text).toContain("You can cancel until Thursday, November 26, 2026 at 3:00 PM GMT+1.");
  });

  it("of a free session says that it is free", () => {
    const free = { ...booking, price: { amount: 0, currency: "usd" }, payment: null };
    const { text } = renderMail(order("confirmed", { booking: free }));
    expect(text).toContain("Paid: Free");
    expect(text).not.toContain("get all of it back");
  });

  it("inside 24 hours says that it cannot be cancelled, from the exact instant on", () => {
    const last = renderMail(order("confirmed", { now: STARTS_AT - 24 * HOUR - 1 }));
    const first = renderMail(order("confirmed", { now: STARTS_AT - 24 * HOUR }));
    expect(last.text).toContain("You can cancel until");
    expect(first.text).toContain(`It can no longer be cancelled: that closes 24 hours before the start.`);
    expect(first.text).toContain(SUPPORT);
  });

  it("shows amounts in the currency's own digits", () => {
    const yen = { ...booking, price: { amount: 5_000, currency: "jpy" } };
    const dinar = { ...booking, price: { amount: 12_340, currency: "kwd" } };
    expect(renderMail(order("confirmed", { booking: yen })).text).toContain("¥5,000 with");
    expect(renderMail(order("confirmed", { booking: dinar })).text).toContain("KWD 12.340 with");
  });
});

describe("reminders", () => {
  it.each([
    [15, "starts in 15 minutes"],
    [1, "starts in 1 minute"],
    [0, "is on"],
    [-3, "is on"],
  ])("%i minutes before says so", (minutes, said) => {
    const { text } = renderMail(order("reminder_15m", { now: STARTS_AT - minutes * 60_000 }));
    expect(text.split("\n")[0]).toBe(`Your session with Carlos Mendez ${said}`);
  });

  it("counts in Spanish too", () => {
    const at = (minutes: number) => inSpanish(order("reminder_15m", { now: STARTS_AT - minutes * 60_000 }));
    expect(renderMail(at(15)).text).toContain("empieza en 15 minutos\n");
    expect(renderMail(at(1)).text).toContain("empieza en 1 minuto\n");
  });

  it("carry no calendar file: the calendar has it", () => {
    expect(renderMail(order("reminder_24h")).attachments).toEqual([]);
    expect(renderMail(order("reminder_15m")).attachments).toEqual([]);
  });
});

describe("cancelled", () => {
  it("has the word in its English subject", () => {
    expect(renderMail(order("cancelled")).subject).toContain("Cancelled");
    expect(renderMail(inSpanish(order("cancelled"))).subject).toContain("Cancelada");
  });

  it.each<[RefundStatus, string]>([
    ["requested", "$50.00 is on its way back to your Visa card ending in 4242."],
    ["pending", "$50.00 is on its way back to your Visa card ending in 4242."],
    ["succeeded", "$50.00 went back to your Visa card ending in 4242 on November 25, 2026."],
    ["failed", "Our team is arranging it by hand"],
    ["manual", "Our team is arranging it by hand"],
  ])("a refund %s is told as what it is, to the payer only", (status, said) => {
    const settledAt = status === "succeeded" ? STARTS_AT - 48 * HOUR : null;
    const given = order("cancelled", { refund: { ...refund, status, settledAt } });
    expect(renderMail(given).text).toContain(said);
    expect(renderMail(toMentor(given)).text).not.toMatch(/\$|refund|card/i);
  });

  it("does not take an earlier refund for its own", () => {
    const earlier = { ...refund, cause: "second_payment" as const, status: "succeeded" as const };
    expect(renderMail(order("cancelled", { refund: earlier })).text).toContain("No refund was arranged");
  });

  it("says how it was settled outside", () => {
    const settled = { ...refund, status: "succeeded" as const, settledOutside: true, settledAt: STARTS_AT };
    expect(renderMail(order("cancelled", { refund: settled })).text).toContain(
      "$50.00 was paid back to you on",
    );
  });

  it("without a refund says so, and of a free one that no money moves", () => {
    const none = renderMail(order("cancelled", { refund: null }));
    expect(none.text).toContain("No refund was arranged");
    const free = { ...cancelledBooking, price: { amount: 0, currency: "usd" }, payment: null };
    expect(renderMail(order("cancelled", { refund: null, booking: free })).text).toContain("no money moves");
  });

  it("shows the canceller their reason, and the other only a shared one", () => {
    const given = order("cancelled");
    expect(renderMail(given).text).toContain("Your reason:\n> I caught a cold");
    const other = renderMail(toMentor(given));
    expect(`${other.text}${other.html}${other.attachments[0]?.content}`).not.toContain("cold");
    const shared = { ...cancelledBooking, cancellation: { ...cancellation, reasonShared: true } };
    expect(renderMail(toMentor(order("cancelled", { booking: shared }))).text).toContain(
      "What Ana Silva wrote:\n> I caught a cold",
    );
  });

  it.each([
    ["administrator", "Our support team cancelled it."],
    ["platform", "The platform on which it was booked cancelled it."],
  ] as const)("by the %s names neither person", (by, said) => {
    const booking = { ...cancelledBooking, cancellation: { ...cancellation, by, userId: "u_x" } };
    const { text } = renderMail(order("cancelled", { booking }));
    expect(text).toContain("Your session with Carlos Mendez was cancelled");
    expect(text).toContain(said);
    expect(text).not.toContain("cold");
  });

  it("by the other names them", () => {
    expect(renderMail(toMentor(order("cancelled"))).text).toContain("Ana Silva cancelled your session");
  });
});

describe("money in trouble", () => {
  it("tells the payer that nothing is lost, and the administrator why and where", () => {
    const stuck = { ...refund, status: "manual" as const, manualReason: "payment_disputed" as const };
    const payer = renderMail(order("refund_failed", { refund: stuck }));
    expect(payer.text).toContain("send $50.00 back to your Visa card ending in 4242");
    expect(payer.text).not.toContain("disputed");
    const given = order("refund_failed", { refund: stuck, recipientRole: "administrator" });
    const admin = renderMail(given);
    expect(admin.subject).toContain("$50.00");
    expect(admin.text).toContain("Why: The payment is disputed.");
    expect(admin.text).toContain("Booking: bk_1");
    expect(hrefs(admin.html)).toEqual([`${ORIGIN}/admin/refunds`]);
    expect(renderMail(inSpanish(given)).text).toContain("Por qué: El pago está en disputa.");
    const mentorToo = renderMail(toMentor(given));
    expect(mentorToo.text).toContain("Payer: Ana Silva");
    expect(mentorToo.text).toContain("as an administrator");
  });

  it("says why a payment goes back: too late, or twice; and never names the first payment's card", () => {
    const late = renderMail(order("payment_returned", { refund: { ...refund, cause: "late_payment" } }));
    expect(late.text).toContain("You have no session booked at this time.");
    const twice = renderMail(order("payment_returned", { refund: { ...refund, cause: "second_payment" } }));
    expect(twice.text).toContain("nothing changes about the session");
    expect(`${late.text}${twice.text}`).not.toContain("4242");
  });

  it("says that our team refunds a session, and to which card", () => {
    const given = order("payment_returned", { refund: { ...refund, cause: "granted" } });
    const { subject, text } = renderMail(given);
    expect(subject).toContain("$50.00");
    expect(text).toContain("Our team decided that your payment of $50.00");
    expect(text).toContain("4242");
    expect(renderMail(inSpanish(given)).text).toContain("Nuestro equipo ha decidido");
  });
});

describe("the room", () => {
  it("stands in no mail", () => {
    const room = { provider: "daily", name: "secretroom", url: "https://x.daily.co/secretroom" };
    for (const kind of KINDS) {
      const mail = renderMail(order(kind, { booking: { ...order(kind).booking, room } as typeof booking }));
      expect(JSON.stringify(mail)).not.toContain("secretroom");
    }
  });
});
