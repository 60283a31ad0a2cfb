import { describe, expect, it } from "vitest";
import { renderMail } from "../../mail/render.ts";
import { ana, booking, carlos, HOUR, order } from "./support/orders.ts";

const at = (iso: string) => ({ ...booking, startsAt: Date.parse(iso), endsAt: Date.parse(iso) + HOUR });

describe("both clocks", () => {
  it("stand in the mail when they differ, each with its zone", () => {
    const { text } = renderMail(order("confirmed"));
    expect(text).toContain("Your time: Friday, November 27, 2026, 9:00 – 10:00 AM EST (New York)");
    expect(text).toContain(
      "Time for Carlos Mendez: Friday, November 27, 2026, 3:00 – 4:00 PM GMT+1 (Madrid)",
    );
  });

  it("stand there once when they show the same, still with the zone", () => {
    const other = { ...carlos, timezone: "America/Toronto" };
    const { text } = renderMail(order("confirmed", { other }));
    expect(text).toContain("When: Friday, November 27, 2026, 9:00 – 10:00 AM EST");
    expect(text).not.toContain("Time for");
  });

  it("name the day of each: 23:00 in New York is the next day in Madrid", () => {
    const { subject, text } = renderMail(order("confirmed", { booking: at("2026-11-28T04:00:00Z") }));
    expect(subject).toContain("Fri, Nov 27, 11:00 PM EST");
    expect(text).toContain(
      "Friday, November 27, 2026 at 11:00 PM EST – Saturday, November 28, 2026 at 12:00 AM EST",
    );
    expect(text).toContain("Saturday, November 28, 2026, 5:00 – 6:00 AM GMT+1 (Madrid)");
  });

  it("follow a change of the clocks between booking and session", () => {
    const summer = renderMail(order("confirmed", { booking: at("2026-10-31T13:00:00Z") }));
    const winter = renderMail(order("confirmed", { booking: at("2026-11-01T14:00:00Z") }));
    expect(summer.subject).toContain("Sat, Oct 31, 9:00 AM EDT");
    expect(winter.subject).toContain("Sun, Nov 1, 9:00 AM EST");
  });

  it("cancel until an instant 24 elapsed hours earlier, whatever the clocks did", () => {
    const { text } = renderMail(
      order("confirmed", { booking: at("2026-11-01T14:00:00Z"), now: Date.parse("2026-10-20T00:00:00Z") }),
    );
    expect(text).toContain("You can cancel until Saturday, October 31, 2026 at 10:00 AM EDT");
  });

  it("are labelled in UTC, and in zones of half an hour", () => {
    const to = { ...ana, email: "ana@example.com", locale: "es", timezone: "UTC" };
    const other = { ...carlos, timezone: "Asia/Kolkata" };
    const { text } = renderMail(order("confirmed", { to, other }));
    expect(text).toContain("Tu hora: viernes, 27 de noviembre de 2026, 14:00–15:00 UTC\n");
    expect(text).toContain("19:30–20:30 GMT+5:30 (Kolkata)");
  });

  it("have no narrow spaces, which some programs show as boxes, and none that are not spaces where nothing is set", () => {
    const { subject, text, html } = renderMail(order("confirmed"));
    expect(`${subject}${text}${html}`).not.toMatch(/[\u2009\u202f]/);
    expect(`${subject}${text}`).not.toMatch(/\u00a0/);
  });

  it.each([
    ["en", ["9:00 – 10:00 AM EST", "9:00 AM EST"]],
    ["es", ["9:00–10:00 GMT-5", "50,00 US$"]],
  ])("stay in one line on a phone, as amounts do (%s)", (locale, whole) => {
    const { html } = renderMail(order("confirmed", { to: { ...ana, email: "ana@example.com", locale } }));
    const unbroken = [...html.matchAll(/<span style="white-space:nowrap;">([^<]*)<\/span>/g)].map(
      ([, words = ""]) => words.replaceAll("\u00a0", " "),
    );
    expect(unbroken).toEqual(expect.arrayContaining(whole));
  });

  it("break between two days, since both would fit no phone", () => {
    const { html } = renderMail(order("confirmed", { booking: at("2026-11-28T04:00:00Z") }));
    expect(html).toMatch(/nowrap;">11:00\u00a0PM\u00a0EST<\/span> – Saturday, November 28, 2026 at <span/);
  });
});
