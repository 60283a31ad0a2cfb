import { describe, expect, it } from "vitest";
import { en } from "../../app/messages/en.ts";
import { es } from "../../app/messages/es.ts";
import { negotiateLocale } from "../../app/messages/locale.ts";

/** Every text by its path; what is made by a function says how many things it is made from. */
function leaves(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, `function of ${value.length}`]];
  return Object.entries(value as object).flatMap(([key, part]) => leaves(part, `${path}.${key}`));
}

/** Names and words that are the same in both languages. */
const SAME = [".landing.", ".details.calendar", ".mentor.", ".hero.title"];

/** Words that lie with their area, of whichever module has them in both languages. */
const areas = Object.values(import.meta.glob<object>("../../app/**/*words.ts", { eager: true }))
  .flatMap((module) => Object.entries(module))
  .filter(([, words]) => typeof words === "object" && words !== null && "en" in words);

describe("the words of each area", () => {
  it("are all looked at", () => {
    expect(areas.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        "deskWords",
        "mentoringWords",
        "detailsWords",
        "testCallWords",
        "calendarWords",
      ]),
    );
  });

  it.each(areas)("%s are said in Spanish as in English, none missing and none left over", (_, words) => {
    const { en: english, es: spanish } = words as Record<"en" | "es", unknown>;
    const said = leaves(spanish);
    expect(said.map(([path]) => path)).toEqual(leaves(english).map(([path]) => path));
    for (const [path, text] of [...leaves(english), ...said]) expect(text.trim(), path).not.toBe("");
  });
});

describe("messages", () => {
  it("say in Spanish everything they say in English", () => {
    expect(leaves(es).map(([path]) => path)).toEqual(leaves(en).map(([path]) => path));
    for (const [path, text] of [...leaves(en), ...leaves(es)]) expect(text.trim(), path).not.toBe("");
  });

  it("are translated", () => {
    const english = new Map(leaves(en));
    const same = leaves(es).filter(
      ([path, text]) => !text.startsWith("function") && english.get(path) === text,
    );
    expect(same.filter(([path]) => !SAME.some((known) => path.startsWith(known)))).toEqual([]);
  });

  it("keep the epic's words", () => {
    const { session, cancel, empty, sessions } = en;
    expect([sessions.title, session.join, session.cancel, session.details, session.review]).toEqual([
      "My Sessions",
      "Join Call",
      "Cancel Session",
      "View Details",
      "Leave Review",
    ]);
    expect([cancel.back, cancel.confirm, empty.upcoming, en.findMentor]).toEqual([
      "Go Back",
      "Yes, Cancel Session",
      "No upcoming sessions",
      "Find a Mentor",
    ]);
    expect(`${cancel.undoable} ${cancel.youGetAll}`).toBe(
      "This action cannot be undone. You will receive a full refund.",
    );
  });

  it("say the refusal as designed", () => {
    expect(en.cancel.closed("Friday", "9:00 AM EST", "Carlos", null)).toBe(
      "Cancelling closed on Friday at 9:00 AM EST, 24 hours before your session. Carlos can still be reached by email; in an emergency write to support.",
    );
  });

  it("count", () => {
    expect([en.duration(60), en.duration(45), en.duration(150)]).toEqual([
      "1 hour",
      "45 min",
      "2 hours 30 min",
    ]);
    expect([es.duration(60), es.duration(120)]).toEqual(["1 hora", "2 horas"]);
    expect(en.sessions.summary(1, 3)).toBe("One today, three more this month.");
    expect(en.sessions.summary(0, 0)).toBeNull();
    expect(es.review.stars(1)).toBe("1 de 5 estrella");
  });

  it("follow Accept-Language as far as we speak", () => {
    expect(negotiateLocale(null)).toBe("en");
    expect(negotiateLocale("es-MX,es;q=0.9,en;q=0.8")).toBe("es");
    expect(negotiateLocale("fr, en;q=0.3, es;q=0.7")).toBe("es");
    expect(negotiateLocale("de-DE,de;q=0.9")).toBe("en");
    expect(negotiateLocale("es;q=0, en;q=0.1")).toBe("en");
  });
});
