import { ASSETS_PROBES, LIST, PAGE } from "../budgets.ts";
import type { Reader } from "./people.ts";
import { get } from "./race.ts";
import type { Runtime } from "./runtime.ts";
import { gzipped, scriptsOf } from "./weigh.ts";

/** The pages that are counted; the last asks for a name that nobody has, so that nothing ends the search early. */
export const PAGES = [
  { name: "upcoming", path: "/sessions", rows: LIST.rows },
  { name: "past", path: "/sessions?tab=past", rows: LIST.rows },
  { name: "past, filtered", path: "/sessions?tab=past&q=zz&outcome=completed", rows: LIST.filteredRows },
] as const;

/** What one page of My Sessions costs somebody; bytes are gzipped. */
export interface Counts {
  readonly bookings: number;
  readonly page: string;
  /** Round trips to D1, and rows that it says it read. */
  readonly trips: number;
  readonly rows: number;
  /** Static files that the function asked for itself. */
  readonly probes: number;
  readonly html: number;
  readonly js: number;
  readonly files: number;
}

/** @throws unless the page is answered: nothing else is worth counting. */
export async function count(runtime: Runtime, one: Reader, page: (typeof PAGES)[number]): Promise<Counts> {
  const answer = await get(new URL(page.path, runtime.counted), one.cookie);
  if (answer.status !== 200) throw new Error(`${page.path}: ${answer.status} ${answer.body.slice(0, 300)}`);
  const asked = JSON.parse(String(answer.headers["x-count"])) as Pick<Counts, "trips" | "rows" | "probes">;
  const { bytes: js, files } = scriptsOf(answer.body, runtime.clientDir);
  return { bookings: one.bookings, page: page.name, ...asked, html: gzipped(answer.body), js, files };
}

/** What is above its budget, in words. The HTML's is that of twenty sessions, which is a page of any longer history, too. */
export function brokenBudgets(counts: readonly Counts[]): readonly string[] {
  return counts.flatMap(({ bookings, page, trips, rows, probes, html, js, files }) => {
    const where = `${page} at ${bookings} bookings:`;
    const most = PAGES.find(({ name }) => name === page)?.rows ?? 0;
    const same = counts.find((other) => other.page === page && other.bookings === 1_000)?.rows;
    const own = js - PAGE.frameworkBytes;
    return [
      ...(trips === LIST.trips ? [] : [`${where} ${trips} round trips instead of ${LIST.trips}`]),
      ...(rows <= most ? [] : [`${where} ${rows} rows read, at most ${most}`]),
      ...(bookings < 1_000 || rows === same || most > LIST.rows
        ? []
        : [`${where} ${rows} rows, ${same} at 1,000`]),
      ...(probes <= ASSETS_PROBES ? [] : [`${where} ${probes} static files asked for by the function`]),
      ...above(where, "of HTML", html, PAGE.htmlBytes),
      ...above(where, "of JS", js, PAGE.scriptBytes),
      ...above(where, "of JS above the framework's", own, PAGE.ownScriptBytes),
      ...(files <= PAGE.scriptFiles ? [] : [`${where} ${files} files of JS, at most ${PAGE.scriptFiles}`]),
    ];
  });
}

const above = (where: string, what: string, bytes: number, most: number): string[] =>
  bytes <= most ? [] : [`${where} ${kilobytes(bytes)} ${what}, at most ${kilobytes(most)}`];

export const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
