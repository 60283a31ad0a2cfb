import { readOptions } from "../scripts/lib/options.ts";
import { main } from "../scripts/lib/project.ts";
import { NOISE, RATIO } from "./budgets.ts";
import { brokenBudgets, type Counts, count, kilobytes, PAGES } from "./dashboard/counts.ts";
import { type Reader, reader } from "./dashboard/people.ts";
import { get, race } from "./dashboard/race.ts";
import { type Runtime, withRuntime } from "./dashboard/runtime.ts";

const SIZES = [0, 20, 1_000, 100_000];
const ROUNDS = 300;

/**
 * `npm run bench:dashboard`: what one page of My Sessions costs at every size of a person's history, and how much longer it takes
 * than a Worker that makes one equal query. Fails when a budget is broken; the ratio is told, and fails far above its aim only.
 */
await main(async () => {
  readOptions("npm run bench:dashboard", {});
  await withRuntime(async (runtime) => {
    const now = Date.now();
    const readers: Reader[] = [];
    for (const size of SIZES) readers.push(await reader(runtime.db, size, now));
    const counts: Counts[] = [];
    for (const one of readers) for (const page of PAGES) counts.push(await count(runtime, one, page));
    console.table(
      counts.map(({ bookings, page, trips, rows, probes, html, js, files }) => ({
        bookings,
        page,
        "round trips": trips,
        "rows read": rows,
        "ASSETS probes": probes,
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

function tooSlow({ bookings, ratio }: { readonly bookings: number; readonly ratio: number }): string[] {
  return ratio <= RATIO.page * NOISE
    ? []
    : [`at ${bookings} bookings the page takes ${ratio} times a bare query`];
}
