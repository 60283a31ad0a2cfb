import { describe, expect, it } from "vitest";
import { renderMail } from "../../mail/render.ts";
import {
  cancellation,
  cancelledBooking,
  carlos,
  inSpanish,
  KINDS,
  order,
  toMentor,
} from "./support/orders.ts";
import { readCalendar } from "./support/read-calendar.ts";

const from = (name: string) => ({ ...carlos, name });

const withReason = (reason: string) => ({
  ...cancelledBooking,
  cancellation: { ...cancellation, reason, reasonShared: true },
});

/** What a link finder of a mail program would see: a scheme with slashes, a www, a name with a dot and letters, an address. */
const LINKS = /\w+:\/\/|\bwww\.\w|[\w-]\.(com|net|org|co|io)\b|\w@\w/i;

/** Our own address and support's leave; what is left must hold nothing to click. */
const foreign = (text: string): string =>
  text
    .replaceAll("https://meridian.example", "")
    .replaceAll("support@meridian.example", "")
    .replace(/<style>[\s\S]*?<\/style>/g, "");

const NAMES = [
  "Eve\r\nBcc: everyone@evil.com",
  "http://evil.com/login",
  "www.evil.com Support",
  "Eve <eve@evil.com>",
  "evil。com",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  '=HYPERLINK("http://evil.com")',
  "Eve\u2028Line\u0085Feed\u0000Nul",
  "Eve \u202e\u2066moc.live",
];

describe.each(NAMES)("a name like %j", (name) => {
  it.each(KINDS)("is harmless in %s", (kind) => {
    for (const given of [order(kind, { other: from(name) }), inSpanish(order(kind, { other: from(name) }))]) {
      const { subject, html, text, attachments } = renderMail(given);
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
      expect(foreign(subject)).not.toMatch(LINKS);
      expect(foreign(text)).not.toMatch(LINKS);
      expect(foreign(html)).not.toMatch(LINKS);
      expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>"/);
      expect([...html.matchAll(/<a /g)]).toHaveLength(1);
      for (const { content } of attachments)
        expect(content.split("\r\n").some((line) => /^Bcc/i.test(line))).toBe(false);
    }
  });

  it("is harmless in the calendar", () => {
    const [file] = renderMail(order("confirmed", { other: from(name) })).attachments;
    const event = readCalendar(file?.content ?? "");
    expect(event.names).toEqual(
      readCalendar(renderMail(order("confirmed")).attachments[0]?.content ?? "").names,
    );
    expect(foreign(event.value("SUMMARY"))).not.toMatch(LINKS);
  });

  it("is harmless as the reader's own", () => {
    const given = toMentor(order("confirmed"));
    const [file] = renderMail({ ...given, to: { ...given.to, name } }).attachments;
    const event = readCalendar(file?.content ?? "");
    expect(event.names.filter((key) => key === "ATTENDEE")).toHaveLength(1);
    expect(event.value("ATTENDEE")).toBe("MAILTO:carlos@example.com");
  });
});

describe("a reason", () => {
  const reason = "Sorry!\r\n\r\nYour refund was refused, pay at https://evil.com/pay\n<b>now</b> & =1+1";

  it("keeps its lines, each marked, so that it cannot pass for ours", () => {
    const { text } = renderMail(toMentor(order("cancelled", { booking: withReason(reason) })));
    const quoted = text.split("\n").filter((line) => line.startsWith(">"));
    expect(quoted).toHaveLength(4);
    expect(quoted[0]).toBe("> Sorry!");
    expect(text.split("\n").filter((line) => line.includes("refused"))[0]).toMatch(/^> /);
  });

  it("is escaped and never a link, in HTML and in text", () => {
    const { html, text, subject } = renderMail(toMentor(order("cancelled", { booking: withReason(reason) })));
    expect(html).toContain("&lt;b&gt;now&lt;/b&gt; &amp; =1+1");
    expect(foreign(html)).not.toMatch(LINKS);
    expect(foreign(text)).not.toMatch(LINKS);
    expect(subject).not.toContain("Sorry");
  });

  it("of a thousand characters without a space fits, and one of controls says nothing", () => {
    const long = renderMail(order("cancelled", { booking: withReason("x".repeat(1_000)) }));
    expect(long.text).toContain("x".repeat(1_000));
    const empty = renderMail(order("cancelled", { booking: withReason("\u0000\u0007") }));
    expect(empty.text).not.toMatch(/[^\P{Cc}\n]/u);
  });
});

describe("names that are merely long or foreign", () => {
  it("of 60 characters stand whole, in the subject too", () => {
    const name = `${"Maximiliana ".repeat(4)}Wolfeschlege`;
    expect(name).toHaveLength(60);
    expect(renderMail(order("confirmed", { other: from(name) })).subject).toContain(name);
  });

  it("longer than any profile allows are cut, not the mail", () => {
    const { subject } = renderMail(order("confirmed", { other: from("n".repeat(5_000)) }));
    expect(subject.length).toBeLessThan(160);
    expect(subject).toContain("…");
  });

  it("in Arabic or Hebrew keep to themselves: isolated in text, <bdi> in HTML", () => {
    const { subject, text, html } = renderMail(order("confirmed", { other: from("محمد العربي") }));
    expect(subject).toContain("\u2068محمد العربي\u2069");
    expect(text).toContain("\u2068محمد العربي\u2069");
    expect(html).toContain("<bdi>محمد العربي</bdi>");
    expect(renderMail(order("confirmed", { other: from("דוד לוי") })).text).toContain("\u2068דוד לוי\u2069");
  });

  it("in Yoruba, with an apostrophe or an emoji, stand as they are", () => {
    for (const name of ["Ọlábísí Adébáyọ̀", "Seán O'Brien", "👩🏽‍💻 Zoë"]) {
      expect(renderMail(order("confirmed", { other: from(name) })).text).toContain(name);
    }
  });

  it("with initials keep their dots", () => {
    expect(renderMail(order("confirmed", { other: from("J. R. R. Tolkien") })).text).toContain(
      "J. R. R. Tolkien",
    );
  });
});
