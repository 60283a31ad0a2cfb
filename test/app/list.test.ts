import { describe, expect, it } from "vitest";
import { type Loaded, loadedFrom, type Page, withCard, withPage } from "../../app/routes/sessions/list.ts";
import type { SessionCard } from "../../app/session/card.ts";
import { sessionCard } from "./support/cards.ts";

/** A list in which `starts_at` is the number in the id, so that a page reads as numbers. */
const at = (n: number, fields: Partial<SessionCard> = {}): SessionCard =>
  sessionCard({ id: `s${n}`, startsAt: n, ...fields });

const place = (n: number | null) => (n === null ? null : { startsAt: n, id: `s${n}` });

const page = (after: number | null, cards: readonly SessionCard[], next: number | null): Page => ({
  cards,
  after: place(after),
  next:
    next === null ? null : { startsAt: next, id: `s${next}`, path: `/sessions?cursor=${next}`, lookedTo: "" },
});

const numbers = ({ cards }: Loaded): readonly number[] => cards.map(({ startsAt }) => startsAt);

const first = page(
  null,
  [1, 2, 3].map((n) => at(n)),
  3,
);
const second = page(
  3,
  [4, 5, 6].map((n) => at(n)),
  6,
);
const both = withPage(loadedFrom(first), second, "upcoming");

describe("a list of several pages", () => {
  it("is one list, and knows where the next begins", () => {
    expect([numbers(both), both.next?.startsAt]).toEqual([[1, 2, 3, 4, 5, 6], 6]);
  });

  it("reads latest first behind", () => {
    const past = withPage(
      loadedFrom(
        page(
          null,
          [9, 8].map((n) => at(n)),
          8,
        ),
      ),
      page(
        8,
        [7, 6].map((n) => at(n)),
        null,
      ),
      "past",
    );
    expect([numbers(past), past.next]).toEqual([[9, 8, 7, 6], null]);
  });

  it("loses what is gone from a page that is read again, and keeps the pages behind it", () => {
    // One was cancelled, so the first page reaches one further: nothing is doubled, nothing is skipped.
    const again = withPage(
      both,
      page(
        null,
        [1, 3, 4].map((n) => at(n)),
        4,
      ),
      "upcoming",
    );
    expect([numbers(again), again.next?.startsAt]).toEqual([[1, 3, 4, 5, 6], 6]);
  });

  it("takes in what is new in a page that is read again", () => {
    const again = withPage(
      both,
      page(
        null,
        [0, 1, 2].map((n) => at(n)),
        2,
      ),
      "upcoming",
    );
    expect([numbers(again), again.next?.startsAt]).toEqual([[0, 1, 2, 3, 4, 5, 6], 6]);
  });

  it("that was read to its end stays so while its beginning is read again", () => {
    const whole = withPage(both, page(6, [at(7)], null), "upcoming");
    expect(withPage(whole, first, "upcoming").next).toBeNull();
  });

  it("ends where a page that is read again ends", () => {
    const again = withPage(both, page(null, [at(1), at(2)], null), "upcoming");
    expect([numbers(again), again.next]).toEqual([[1, 2], null]);
  });

  it("is not confused by sessions that begin at one instant", () => {
    const [a, b, c] = ["a", "b", "c"].map((id) => sessionCard({ id, startsAt: 5 })) as [
      SessionCard,
      SessionCard,
      SessionCard,
    ];
    const one: Page = { cards: [a], after: null, next: { startsAt: 5, id: "a", path: "", lookedTo: "" } };
    const two: Page = { cards: [b, c], after: { startsAt: 5, id: "a" }, next: null };
    const list = withPage(withPage(loadedFrom(one), two, "upcoming"), one, "upcoming");
    expect(list.cards.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  it("takes a short or empty page of a filter for what it is: looked through, nothing there", () => {
    const list = withPage(loadedFrom(first), page(3, [], 900), "upcoming");
    expect([numbers(list), list.next?.startsAt]).toEqual([[1, 2, 3], 900]);
  });
});

describe("news of a session on the list", () => {
  const cancelled = at(2, { version: 2, status: "cancelled", cancelledBy: "mentor" });

  it("changes it in its place, and it stays there although the list no longer has it", () => {
    const told = withCard(both, cancelled);
    expect(numbers(told)).toEqual(numbers(both));
    const again = withPage(
      told,
      page(
        null,
        [1, 3, 4].map((n) => at(n)),
        4,
      ),
      "upcoming",
    );
    expect(again.cards.find(({ id }) => id === "s2")?.status).toBe("cancelled");
  });

  it("is not taken back by a copy that is behind", () => {
    const again = withPage(withCard(both, cancelled), first, "upcoming");
    expect(again.cards.find(({ id }) => id === "s2")?.status).toBe("cancelled");
  });

  it("that is older than what is known changes nothing", () => {
    const told = withCard(withCard(both, at(2, { version: 5, status: "in_progress" })), cancelled);
    expect(told.cards.find(({ id }) => id === "s2")?.version).toBe(5);
  });
});
