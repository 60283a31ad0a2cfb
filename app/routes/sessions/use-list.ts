import { useCallback, useEffect, useRef, useState } from "react";
import type { SessionsCursor } from "../../../db/sessions-page.ts";
import { askPage } from "../../live/ask.ts";
import type { Filters } from "./filters.ts";
import { compare, type Loaded, loadedFrom, type Next, type Page, withPage } from "./list.ts";

/** A filter that finds little looks this many pages further for one click: each costs the database at most 1,000 rows. */
const PAGES_A_CLICK = 10;

/** As far as a list is read again by itself: a thousand sessions. */
const PAGES_READ_AGAIN = 50;

/** Lists that somebody left and may come back to, by the entry of the browser's history; the latest few. */
const left = new Map<string, Loaded>();
const LEFT_KEPT = 8;

export type Growth = "rest" | "loading" | "failed";

interface List {
  readonly list: Loaded;
  readonly change: (how: (list: Loaded) => Loaded) => void;
  readonly growth: Growth;
  /** Appends the next page, or as many as it takes to find something. @returns how many sessions were found. */
  readonly grow: () => Promise<number>;
}

/**
 * The list as it is shown: the page that was asked for, what "show more" appended, and what news changed. Left and come back to
 * it is as it was; read again, its first page and then the others take their places in it.
 * @param entry the history entry's key: the list is another one for each.
 */
export function useList(first: Page, tab: Filters["tab"], entry: string): List {
  const [state, setState] = useState(() => opened(entry, first, tab));
  const current = brought(state, entry, first, tab);
  if (current !== state) setState(current);
  const { list, growth } = current;
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  }, [list]);

  // What was asked for a list that was left meanwhile is nothing to the one that is shown.
  const set = useCallback(
    (how: (now: Shown) => Partial<Shown>) =>
      setState((now) => (now.entry === entry ? { ...now, ...how(now) } : now)),
    [entry],
  );
  const change = useCallback(
    (how: (list: Loaded) => Loaded) => set((now) => ({ list: how(now.list) })),
    [set],
  );
  const take = useCallback((page: Page) => change((list) => withPage(list, page, tab)), [change, tab]);

  useReadAgain(first, latest, tab, take);
  useReturn(entry, latest, tab, take);
  useEffect(
    () => () => {
      left.delete(entry);
      left.set(entry, latest.current);
      for (const oldest of [...left.keys()].slice(0, -LEFT_KEPT)) left.delete(oldest);
    },
    [entry],
  );

  const grow = useCallback(async () => {
    const setGrowth = (next: Growth) => set(() => ({ growth: next }));
    setGrowth("loading");
    let { next } = latest.current;
    for (let pages = 0; next !== null && pages < PAGES_A_CLICK; pages++) {
      const page: Page | null = await askPage(next.path);
      if (page === null) {
        setGrowth("failed");
        return 0;
      }
      take(page);
      next = page.next;
      if (page.cards.length > 0) {
        setGrowth("rest");
        return page.cards.length;
      }
    }
    setGrowth("rest");
    return 0;
  }, [set, take]);

  return { list, change, growth, grow };
}

interface Shown {
  readonly entry: string;
  readonly first: Page;
  readonly list: Loaded;
  readonly growth: Growth;
}

function opened(entry: string, first: Page, tab: Filters["tab"]): Shown {
  const known = left.get(entry);
  const list = known === undefined ? loadedFrom(first) : withPage(known, first, tab);
  return { entry, first, list, growth: "rest" };
}

/** The same list with its first page read anew, or another list. */
function brought(state: Shown, entry: string, first: Page, tab: Filters["tab"]): Shown {
  if (state.entry !== entry) return opened(entry, first, tab);
  return state.first === first ? state : { ...state, first, list: withPage(state.list, first, tab) };
}

interface Latest {
  readonly current: Loaded;
}

/** The page that was asked for was read anew: so are those that follow it, one after the other. */
function useReadAgain(first: Page, latest: Latest, tab: Filters["tab"], take: (page: Page) => void): void {
  const known = useRef(first);
  useEffect(() => {
    if (known.current === first) return;
    known.current = first;
    let over = false;
    void readOn(first.next, latest.current.next, tab, take, () => over);
    return () => {
      over = true;
    };
  }, [first, latest, tab, take]);
}

/** Reads from one place of the list to another; to its end when that is null. */
async function readOn(
  from: Next | null,
  to: SessionsCursor | null,
  tab: Filters["tab"],
  take: (page: Page) => void,
  isOver: () => boolean,
): Promise<void> {
  let next = from;
  for (let pages = 0; next !== null && pages < PAGES_READ_AGAIN; pages++) {
    if ((to !== null && compare(tab, next, to) >= 0) || isOver()) return;
    const page: Page | null = await askPage(next.path);
    if (page === null || isOver()) return;
    take(page);
    next = page.next;
  }
}

/** Up to where the list was shown, and how far it was scrolled. No more is kept: somebody else may use this browser. */
interface Place {
  readonly to: SessionsCursor | null;
  readonly y: number;
}

/** A page that was left for another site, or reloaded, reads as far as it had and stands where it stood. */
function useReturn(entry: string, latest: Latest, tab: Filters["tab"], take: (page: Page) => void): void {
  useEffect(() => {
    const name = `list:${entry}`;
    const place = cameBack() ? readPlace(sessionStorage.getItem(name)) : null;
    let over = false;
    if (place !== null) {
      void readOn(latest.current.next, place.to, tab, take, () => over).then(() =>
        requestAnimationFrame(() => {
          if (!over && scrollY < place.y) scrollTo(0, place.y);
        }),
      );
    }
    const leave = () => {
      const { next } = latest.current;
      const here: Place = { to: next && { startsAt: next.startsAt, id: next.id }, y: scrollY };
      sessionStorage.setItem(name, JSON.stringify(here));
    };
    addEventListener("pagehide", leave);
    return () => {
      over = true;
      removeEventListener("pagehide", leave);
    };
  }, [entry, latest, tab, take]);
}

/** Reloaded, or gone back to: not opened anew. */
function cameBack(): boolean {
  const [opened] = performance.getEntriesByType("navigation");
  return opened instanceof PerformanceNavigationTiming && ["reload", "back_forward"].includes(opened.type);
}

function readPlace(text: string | null): Place | null {
  return text === null ? null : (JSON.parse(text) as Place);
}
