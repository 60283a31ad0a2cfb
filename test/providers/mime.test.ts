import ICAL from "ical.js";
import PostalMime, { type Email } from "postal-mime";
import { describe, expect, it } from "vitest";
import { EXAMPLES } from "../../mail/examples.ts";
import type { Message } from "../../providers/email/port.ts";
import { resendWorld } from "./support/email.ts";

// Every mail on its whole way: written, sent as Resend takes it, composed as it would travel, and read by parsers that had no
// part in making it. `npm run read-mails` has Debian's Python libraries read the same.

const HOUSE = {
  appOrigin: "https://meridian.example",
  supportEmail: "support@meridian.example",
  emailFrom: "Meridian <mail@meridian.example>",
};

const ALL = EXAMPLES.flatMap((example) =>
  (["en", "es"] as const).map((locale) => ({ name: `${example.name}, ${locale}`, example, locale })),
);

/** Sent, and fetched as the bytes that a mail program would get. */
async function received(message: Message): Promise<Email> {
  const { sandbox, sender } = await resendWorld();
  const sent = await sender.send(message, "k1");
  if (!sent.ok) throw new Error(sent.reason.detail);
  const answer = await fetch(`${sandbox.url}/inbox/${sent.value.id}.eml`);
  expect(answer.headers.get("content-type")).toBe("message/rfc822");
  return PostalMime.parse(await answer.arrayBuffer(), { attachmentEncoding: "utf8" });
}

/** Parsers hand texts on with the line ends of their own machine. */
const lines = (text: string | undefined): string => (text ?? "").replace(/\r\n/g, "\n").trim();

describe.each(ALL)("$name", ({ example, locale }) => {
  it("reads as it was written: subject, HTML, text and files", async () => {
    const mail = example.write(locale, HOUSE);
    const read = await received({ to: "ana@example.com", ...mail });
    expect(read.subject).toBe(mail.subject);
    expect(read.from).toMatchObject({ name: "Meridian", address: "mail@meridian.example" });
    expect(read.to?.map(({ address }) => address)).toEqual(["ana@example.com"]);
    expect(lines(read.html)).toBe(lines(mail.html));
    expect(lines(read.text)).toBe(lines(mail.text));
    expect(read.attachments.map(({ filename, content }) => [filename, lines(String(content))])).toEqual(
      mail.attachments.map(({ filename, content }) => [filename, lines(content)]),
    );
  });
});

describe("the calendar file of a mail", () => {
  const events = async (name: string, locale: "en" | "es" = "en") => {
    const example = EXAMPLES.find((one) => one.name === name);
    if (example === undefined) throw new Error(`no mail ${name}`);
    const read = await received({ to: "ana@example.com", ...example.write(locale, HOUSE) });
    const [file, ...others] = read.attachments;
    expect(others).toEqual([]);
    const calendar = new ICAL.Component(ICAL.parse(String(file?.content)));
    const [event, ...more] = calendar.getAllSubcomponents("vevent");
    expect(more).toEqual([]);
    if (file === undefined || event === undefined) throw new Error("no event");
    return { file, method: calendar.getFirstPropertyValue("method"), event: new ICAL.Event(event) };
  };

  it.each(["confirmed", "confirmed-mentor"])("invites: %s", async (name) => {
    const { file, method, event } = await events(name);
    expect(method).toBe("REQUEST");
    expect(file.mimeType).toBe("text/calendar");
    expect(file.method).toBe("REQUEST");
    expect(event.location).toBe("https://meridian.example/sessions/example");
    expect(event.startDate.toJSDate().toISOString()).toBe("2026-11-27T14:00:00.000Z");
    expect(event.duration.toString()).toBe("PT1H");
  });

  it.each(["cancelled", "cancelled-mentor"])("takes the same event back: %s", async (name) => {
    const [before, after] = [await events("confirmed"), await events(name, "es")];
    expect(after.method).toBe("CANCEL");
    expect(after.file.method).toBe("CANCEL");
    expect(after.event.uid).toBe(before.event.uid);
    expect(after.event.sequence).toBeGreaterThan(before.event.sequence);
    expect(after.event.component.getFirstPropertyValue("status")).toBe("CANCELLED");
  });
});
