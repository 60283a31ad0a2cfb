import { describe, expect, it } from "vitest";
import { changeWords } from "../../app/live/change-words.ts";
import { en } from "../../app/messages/en.ts";
import { es } from "../../app/messages/es.ts";
import { sessionCard } from "./support/cards.ts";

const confirmed = sessionCard();
const refund = (status: "requested" | "pending" | "succeeded" | "manual") => ({ status, money: "$50.00" });

describe("what an open page says aloud", () => {
  it("is who cancelled which session, in the reader's language", () => {
    const after = sessionCard({ version: 2, status: "cancelled", cancelledBy: "mentor" });
    expect(changeWords(en, confirmed, after)).toBe(
      "Cancelled by Carlos: session with Carlos Rodriguez, Friday, Nov 20, 2026 at 10:00 AM EST.",
    );
    expect(changeWords(es, confirmed, after)).toMatch(/Carlos/);
  });

  it("is each step of the refund", () => {
    const cancelled = sessionCard({
      status: "cancelled",
      cancelledBy: "mentor",
      refund: refund("requested"),
    });
    for (const [status, words] of [
      ["pending", "on its way"],
      ["succeeded", "refunded"],
      ["manual", "Our team"],
    ] as const) {
      expect(changeWords(en, cancelled, { ...cancelled, refund: refund(status) })).toContain(words);
    }
  });

  it("is that the room is another, to whoever may be inside the first", () => {
    const terms = { deadline: "", opens: "9:45 AM", held: null, movedAt: confirmed.startsAt };
    const moved = sessionCard({ version: 3, terms });
    expect(changeWords(en, confirmed, moved)).toContain("press Join Call again: session with Carlos");
    expect(changeWords(en, moved, { ...moved, version: 4 })).toBeNull();
  });

  it("is not one's own cancel, which the dialog has told", () => {
    const own = sessionCard({ status: "cancelled", cancelledBy: "mentee" });
    expect(changeWords(en, confirmed, own)).toBeNull();
  });

  it("is not what the clock changed, nor a version that changed nothing one sees", () => {
    expect(changeWords(en, confirmed, sessionCard({ status: "in_progress" }))).toBeNull();
    expect(changeWords(en, confirmed, sessionCard({ version: 9 }))).toBeNull();
  });
});
