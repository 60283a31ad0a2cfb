import { describe, expect, it } from "vitest";
import { renderSignInMail } from "../../mail/sign-in.ts";
import { ORIGIN } from "./support/orders.ts";

const LINK = `${ORIGIN}/sign-in/link?c=abc&s=def`;
const mail = (locale: string, link = LINK) =>
  renderSignInMail({ code: "048213", link, locale, appOrigin: ORIGIN });

describe("the mail with the code", () => {
  it.each([
    ["en", "048213 is your code for Meridian"],
    ["es", "048213 es tu código para Meridian"],
    ["es-AR", "048213 es tu código para Meridian"],
    ["de", "048213 is your code for Meridian"],
  ])("in %s has the code and the link, in HTML and in text", (locale, subject) => {
    const { subject: said, html, text, attachments } = mail(locale);
    expect(said).toBe(subject);
    expect(text.match(/\b\d{6}\b/g)).toEqual(["048213"]);
    expect(text).toContain(LINK);
    expect(html).toContain(">048213<");
    expect([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual([
      LINK.replace("&", "&amp;"),
    ]);
    expect(attachments).toEqual([]);
  });

  it("refuses to carry a link that leads elsewhere", () => {
    expect(() => mail("en", "https://evil.example/sign-in")).toThrow("our own origin");
  });
});
