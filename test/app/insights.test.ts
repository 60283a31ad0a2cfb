import { describe, expect, it } from "vitest";
import { figuresOf, GROUPS } from "../../app/routes/admin-insights/figures.server.ts";
import { frequentIn } from "../../app/routes/admin-insights/frequent.server.ts";
import { lineChart } from "../../app/routes/admin-insights/line-chart.server.ts";
import { firstDayOf, periodsOf } from "../../app/routes/admin-insights/periods.server.ts";
import { METRICS } from "../../domain/insights.ts";
import { dayOf, EMPTY_TALLY, type Tally, TOOK_WITHIN_SECONDS } from "../../domain/tally.ts";
import { DAY } from "../../domain/time.ts";

const NOW = Date.UTC(2026, 10, 20, 13);
const TODAY = dayOf(NOW);

const day = (back: number, tally: Partial<Tally>) => ({
  day: TODAY - back * DAY,
  tally: { ...EMPTY_TALLY, ...tally },
});

describe("a chart's line", () => {
  it("has gaps where there is no value, and dots between them", () => {
    const { line, target } = lineChart([1, null, 0.5, null, 0.5, 0], 1);
    expect(line.match(/[ML][\d.]+,[\d.]+Z?/g)).toEqual(["M0,8.9Z", "M240,64.4Z", "M480,64.4", "L600,120"]);
    expect(target).toBe(8.9);
  });

  it("is drawn of whatever numbers there are: none, one, nothing but naughts, one without an end", () => {
    for (const values of [[], [null], [0], [0, 0], [Number.POSITIVE_INFINITY, 2]])
      expect(JSON.stringify(lineChart(values, null)), String(values)).not.toMatch(/NaN|Infinity/);
  });
});

describe("stretches of days", () => {
  it("hold each day once, today in the last, and what was before them apart", () => {
    const days = [60, 30, 29, 1, 0].map((back) => day(back, { completed: 1 + back }));
    const { whole, before, stretches, counted } = periodsOf(days, 30, NOW);
    expect([whole.tally.completed, before.tally.completed, counted]).toEqual([33, 31, 3]);
    expect([stretches.length, stretches[0]?.tally.completed, stretches.at(-1)?.tally.completed]).toEqual([
      30, 30, 1,
    ]);
    expect(firstDayOf(30, NOW)).toBe(TODAY - 59 * DAY);
    expect(periodsOf(days, 364, NOW).stretches).toHaveLength(13);
  });
});

describe("what they did who cancel often", () => {
  const canceller = (...ats: number[]) => ({
    id: "p",
    name: "P",
    email: null,
    cancelling: { bookings: 9, cancelled: ats.length, lately: 0, percent: 40, frequent: true },
    cancels: ats.map((at) => ({ bookingId: "b", role: "mentee" as const, at, startsAt: at, refund: null })),
  });

  it("is counted by its own day, each stretch's end not in it", () => {
    const [from, to] = [TODAY - DAY, TODAY];
    const often = [canceller(from - 1, from, to - 1), canceller(from, to), canceller(to)];
    expect(frequentIn(often, { from, to })).toEqual({ value: 3, part: 2, whole: 3 });
    expect(frequentIn([], { from, to })).toEqual({ value: 0, part: 0, whole: 0 });
  });
});

describe("figures", () => {
  const took = (seconds: number) => ({
    asked: 1,
    done: 1,
    total: seconds * 1_000,
    within: TOOK_WITHIN_SECONDS.map((bound) => (seconds <= bound ? 1 : 0)),
  });
  const days = [
    day(40, { completed: 80, cancelled: 20, refunded: took(1_000_000) }),
    day(2, { completed: 90, cancelled: 10, refunded: took(4), joined: took(12.34) }),
  ];
  const of = (key: string, locale: "en" | "es") =>
    (["functional", "business", "experience"] as const)
      .flatMap((group) => figuresOf(group, periodsOf(days, 30, NOW), locale))
      .find((figure) => figure.key === key);

  it("are all of the metrics, once", () => {
    expect(Object.values(GROUPS).flat().sort()).toEqual(METRICS.map(({ key }) => key).sort());
  });

  it("say what is better and what is worse, each in its own direction, and in the reader's language", () => {
    expect(of("completion", "en")).toMatchObject({ value: "90%", trend: "Better than before (80%)" });
    expect(of("cancellation", "en")).toMatchObject({
      value: "10%",
      trend: "Better than before (20%)",
      target: { text: "Target: below 5%", met: false, verdict: "not met" },
    });
    expect(of("completion", "es")?.trend).toBe("Mejor que antes (80\u00a0%)");
    expect(of("refund", "en")).toMatchObject({
      value: "5 s at most",
      trend: "Better than before (more than 5 days)",
      target: null,
    });
    expect(of("joining", "es")?.value).toBe("12,3 s");
    expect(of("weekly", "en")).toMatchObject({ value: "Nothing yet", trend: null });
  });
});
