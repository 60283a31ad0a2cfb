import { main } from "../scripts/lib/project.ts";
import { type Reader, reader } from "./dashboard/people.ts";
import { get, race } from "./dashboard/race.ts";
import { type Runtime, withRuntime } from "./dashboard/runtime.ts";
import { gzipped, scriptsOf } from "./dashboard/weigh.ts";

const SIZES = [0, 20, 1_000, 100_000];
const ROUNDS = 300;

/** The pages that are counted; the last asks for a name that nobody has, so that nothing ends the search early. */
const PAGES = [
  { name: "upcoming", path: "/sessions", rows: 50 },
  { name: "past", path: "/sessions?tab=past", rows: 50 },
  { name: "past, filtered", path: "/sessions?tab=past&q=zz&outcome=completed", rows: 1_000 },
] as const;

// The figures: HTML of 20 sessions under 12 KB, JavaScript at most 25 KB above an empty page of the framework's (83 KB).
const MOST_HTML = 12 * 1024;
const MOST_SCRIPT = (83 + 25) * 1024;
const MOST_FILES = 12;
const MOST_RATIO = 2.5;

interface Row {
  readonly bookings: number;
  readonly page: string;
  readonly trips: number;
  readonly rows: number;
  readonly html: number;
  readonly js: number;
  readonly files: number;
}

/**
 * `npm run bench:dashboard`: what one page of My Sessions costs at every size of a person's history, and how much longer it takes
 * than a Worker that makes one equal query. Fails when a budget is broken; the ratio is told, and fails far above its aim only.
 */
await main(async () => {
  await withRuntime(async (runtime) => {
    const now = Date.now();
    const readers: Reader[] = [];
    for (const size of SIZES) readers.push(await reader(runtime.db, size, now));
    const counts: Row[] = [];
    for (const one of readers) for (const page of PAGES) counts.push(await count(runtime, one, page));
    console.table(
      counts.map(({ bookings, page, trips, rows, html, js, files }) => ({
        bookings,
        page,
        "round trips": trips,
        "rows read": rows,
        "HTML gz": kilobytes(html),
        "JS gz": kilobytes(js),
        "JS files": files,
      })),
    );
    const ratios = [];
    for (const one of readers.slice(1)) ratios.push(await compare(runtime, one));
    console.table(ratios);
    const broken = [...brokenBudgets(counts), ...ratios.flatMap(tooSlow)];
    for (const budget of broken) console.error(budget);
    if (broken.length > 0) process.exitCode = 1;
  });
});

async function count(runtime: Runtime, one: Reader, page: (typeof PAGES)[number]): Promise<Row> {
  const answer = await get(new URL(page.path, runtime.counted), one.cookie);
  if (answer.status !== 200) throw new Error(`${page.path}: ${answer.status} ${answer.body.slice(0, 300)}`);
  const { trips, rows } = JSON.parse(String(answer.headers["x-count"])) as { trips: number; rows: number };
  const { bytes: js, files } = scriptsOf(answer.body, runtime.clientDir);
  return { bookings: one.bookings, page: page.name, trips, rows, html: gzipped(answer.body), js, files };
}

async function compare(runtime: Runtime, one: Reader) {
  const bare = new URL(`/?user=${one.id}`, runtime.bare);
  const page = new URL("/sessions?tab=past", runtime.page);
  const times = await race({ bare: () => get(bare), page: () => get(page, one.cookie) }, ROUNDS);
  const [bareMs, pageMs] = [times.bare.p50, times.page.p50];
  return {
    bookings: one.bookings,
    "bare p50 ms": Number(bareMs.toFixed(2)),
    "page p50 ms": Number(pageMs.toFixed(2)),
    ratio: Number((pageMs / bareMs).toFixed(2)),
  };
}

function brokenBudgets(counts: readonly Row[]): readonly string[] {
  return counts.flatMap(({ bookings, page, trips, rows, html, js, files }) => {
    const where = `${page} at ${bookings} bookings:`;
    const most = PAGES.find(({ name }) => name === page)?.rows ?? 0;
    const same = counts.find((other) => other.page === page && other.bookings === 1_000)?.rows;
    return [
      ...(trips === 1 ? [] : [`${where} ${trips} round trips instead of one`]),
      ...(rows <= most ? [] : [`${where} ${rows} rows read, at most ${most}`]),
      ...(bookings < 1_000 || rows === same || most > 50 ? [] : [`${where} ${rows} rows, ${same} at 1,000`]),
      ...(html <= MOST_HTML ? [] : [`${where} ${kilobytes(html)} of HTML, at most ${kilobytes(MOST_HTML)}`]),
      ...(js <= MOST_SCRIPT ? [] : [`${where} ${kilobytes(js)} of JS, at most ${kilobytes(MOST_SCRIPT)}`]),
      ...(files <= MOST_FILES ? [] : [`${where} ${files} files of JS, at most ${MOST_FILES}`]),
    ];
  });
}

/** Timings on a shared machine hold within 15 %. */
function tooSlow({ bookings, ratio }: { readonly bookings: number; readonly ratio: number }): string[] {
  return ratio <= MOST_RATIO * 1.15
    ? []
    : [`at ${bookings} bookings the page takes ${ratio} times a bare query`];
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
