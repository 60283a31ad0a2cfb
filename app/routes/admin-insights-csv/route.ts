import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { cancellersQuery } from "../../../db/cancellers.ts";
import { talliesQuery } from "../../../db/tallies.ts";
import { METRICS } from "../../../domain/insights.ts";
import { dayOf } from "../../../domain/tally.ts";
import { toRfc3339 } from "../../../domain/time.ts";
import { administratorPage } from "../../desk/administrator.server.ts";
import { csvFile } from "../../desk/csv.server.ts";
import { rangeOf } from "../../desk/range.ts";
import { together } from "../../server/together.server.ts";
import { frequentIn } from "../admin-insights/frequent.server.ts";
import { firstDayOf, periodsOf } from "../admin-insights/periods.server.ts";

const FIELDS = ["metric", "unit", "from", "to", "value", "part", "whole", "target"];

const SIGNS = { above: ">=", below: "<", exactly: "=" };

/**
 * Every number of the page: each metric by stretch, then in all, and of who cancels often what the table behind their card has.
 * Shares are 0 to 1; a value is empty where there is none.
 */
export async function loader(arrival: LoaderFunctionArgs) {
  const range = rangeOf(new URL(arrival.request.url).searchParams.get("days"));
  const { visit, answer } = await administratorPage(arrival, ({ db, now }) =>
    together(talliesQuery(db, firstDayOf(range, now), dayOf(now)), cancellersQuery(db, now)),
  );
  const [days, cancellers] = answer;
  const { stretches, whole } = periodsOf(days, range, visit.now);
  const rows = METRICS.flatMap(({ key, unit, target, of }) =>
    [...stretches, whole].map(({ from, to, tally }) => {
      const { value, part, whole: all } = of(tally);
      const known = value !== null && Number.isFinite(value) ? value : null;
      // A sign before a number is no formula, and would be escaped as one at the beginning of a cell.
      const wanted = target === null ? null : `target ${SIGNS[target.is]} ${target.value}`;
      return [key, unit, toRfc3339(from), toRfc3339(to), known, part, all, wanted];
    }),
  );
  const frequent = [...stretches, whole].map((period) => {
    const { value, part, whole: all } = frequentIn(cancellers, period);
    return ["frequent", "count", toRfc3339(period.from), toRfc3339(period.to), value, part, all, null];
  });
  return csvFile(`insights-${range}-days.csv`, FIELDS, [...rows, ...frequent]);
}
