import type { SessionsCursor } from "../../../db/sessions-page.ts";
import { FINAL_STATUSES } from "../../../domain/booking.ts";
import type { SessionCard } from "../../session/card.ts";
import type { Filters } from "./filters.ts";

/** Where the next page begins. */
export interface Next extends SessionsCursor {
  /** Its URL. */
  readonly path: string;
  /** "March 4, 2019": as far as has been looked, for a filter that finds little. */
  readonly lookedTo: string;
}

/** One page: everything there is between two places of the list. */
export interface Page {
  readonly cards: readonly SessionCard[];
  /** It begins behind this; null at the beginning. */
  readonly after: SessionsCursor | null;
  /** It ends here; null at the end. */
  readonly next: Next | null;
}

/** The pages that are shown, as one list without gaps. */
export interface Loaded {
  readonly cards: readonly SessionCard[];
  readonly next: Next | null;
}

type Tab = Filters["tab"];
type Key = Pick<SessionCard, "startsAt" | "id">;

/** Product, "The dashboard": keyset pages on (starts_at, id), nearest first ahead and latest first behind. */
export function compare(tab: Tab, a: Key, b: Key): number {
  const order = a.startsAt - b.startsAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  return tab === "upcoming" ? order : -order;
}

export const loadedFrom = ({ cards, next }: Page): Loaded => ({ cards, next });

/**
 * Puts a page in its place, whether it is the next one or one that was read again: what it does not show any more is gone, what
 * lies outside of it stays. A session whose end was seen to come while the list was open stays, too, until the list is left.
 */
export function withPage(list: Loaded, page: Page, tab: Tab): Loaded {
  const shown = new Map(page.cards.map((card) => [card.id, card]));
  const known = new Map(list.cards.map((card) => [card.id, card]));
  const kept = list.cards.filter(
    (card) => !shown.has(card.id) && (!isWithin(page, card, tab) || hasEnded(card, tab)),
  );
  const fresh = page.cards.map((card) => newer(known.get(card.id), card));
  return {
    cards: [...kept, ...fresh].sort((a, b) => compare(tab, a, b)),
    next: furthest(list.next, page.next, tab),
  };
}

/** Two answers for the same page, by the version of each session. */
export const saysTheSame = (a: Page, b: Page): boolean =>
  a.cards.length === b.cards.length &&
  a.cards.every(({ id, version }, i) => id === b.cards[i]?.id && version === b.cards[i]?.version);

/** Puts one session's news in its place; of one that is not on the list nothing is known here. */
export function withCard(list: Loaded, card: SessionCard): Loaded {
  return { ...list, cards: list.cards.map((other) => (other.id === card.id ? newer(other, card) : other)) };
}

export const withoutCard = (list: Loaded, id: string): Loaded => ({
  ...list,
  cards: list.cards.filter((card) => card.id !== id),
});

/**
 * A replica may be behind what was read at the primary a moment ago. What says the same stays the very same, so that its row is not
 * drawn again.
 */
const newer = (known: SessionCard | undefined, card: SessionCard): SessionCard =>
  known !== undefined && (known.version > card.version || JSON.stringify(known) === JSON.stringify(card))
    ? known
    : card;

/** Upcoming never lists what is over: it stands there since it was told. */
const hasEnded = (card: SessionCard, tab: Tab): boolean =>
  tab === "upcoming" && FINAL_STATUSES.includes(card.status);

function isWithin({ after, next }: Page, card: Key, tab: Tab): boolean {
  if (after !== null && compare(tab, card, after) <= 0) return false;
  return next === null || compare(tab, card, next) <= 0;
}

function furthest(a: Next | null, b: Next | null, tab: Tab): Next | null {
  if (a === null || b === null) return null;
  return compare(tab, a, b) < 0 ? b : a;
}
