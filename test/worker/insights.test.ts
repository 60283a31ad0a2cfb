import "./support/settings.ts";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { loader as page } from "../../app/routes/admin-insights/route.tsx";
import { loader as file } from "../../app/routes/admin-insights-csv/route.ts";
import { loader as sessions } from "../../app/routes/sessions/route.tsx";
import { HOUR, SECOND } from "../../domain/time.ts";
import { Dashboard } from "../../worker/dashboard.ts";
import type { Env } from "../../worker/env.ts";
import { serviceFrom } from "../../worker/services.ts";
import { tally } from "../../worker/tally.ts";
import { administrator, browserSession, call, ORIGIN, somebody, takeOver, uniqueId } from "./support/api.ts";
import { dashboardContext } from "./support/dashboard-context.ts";
import { outsideAsUsual } from "./support/outside.ts";

beforeEach(outsideAsUsual);

const service = () => serviceFrom(env as unknown as Env);

/** One request of the dashboard, as Pages asks it. */
async function arrival(path: string, cookie: string | null) {
  const headers = new Headers(cookie === null ? {} : { cookie: `__Host-meridian=${cookie}` });
  const request = new Request(`${ORIGIN}${path}`, { headers });
  const later: Promise<unknown>[] = [];
  const bindings = { ...env, APP_ORIGIN: ORIGIN, DASHBOARD_SERVICE: new Dashboard(service()) };
  const context = await dashboardContext(request, bindings, (work) => void later.push(work));
  return { asked: { request, context, params: {} }, later };
}

const refusal = async (path: string, cookie: string | null, ask: typeof page | typeof file) =>
  ask((await arrival(path, cookie)).asked).then(
    () => null,
    (thrown: unknown) => (thrown as Response).status,
  );

async function held(): Promise<void> {
  const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
  const id = uniqueId();
  await takeOver(id, mentor, mentee, Date.now() - 2 * HOUR + SECOND);
  await vi.waitFor(
    async () => {
      const review = { token: mentee.token, body: { rating: 5 } };
      expect((await call("POST", `/api/bookings/${id}/review`, review)).status).toBe(201);
    },
    { timeout: 10_000, interval: 200 },
  );
  // It ended an hour ago; after midnight that is another day than the page's today.
  await env.DB.prepare("update bookings set ends_at = ?1 where id = ?2").bind(Date.now(), id).run();
}

describe("Insights", () => {
  test("is no page for a mentee, nor its file; a stranger signs in first", async () => {
    const cookie = await browserSession((await somebody(["mentee", "mentor"])).id);
    expect(await refusal("/admin/insights", cookie, page)).toBe(404);
    expect(await refusal("/admin/insights.csv", cookie, file)).toBe(404);
    expect(await refusal("/admin/insights", null, page)).toBe(302);
    expect(await refusal("/admin/insights.csv", null, file)).toBe(302);
  });

  test("says before anything happened that there is nothing; then each metric with its target and its definition", async () => {
    const { cookie } = await administrator();
    await env.DB.prepare("delete from bookings").run();
    expect(await page((await arrival("/admin/insights", cookie)).asked)).toMatchObject({ empty: true });
    await held();
    const answer = await page((await arrival("/admin/insights?days=30", cookie)).asked);
    expect(answer).toMatchObject({ empty: false, range: 30 });
    const figures = answer.groups.flatMap((group) => group.figures);
    expect(figures).toHaveLength(11);
    expect(figures.every(({ definition, title }) => definition.length > 60 && title !== "")).toBe(true);
    const of = (key: string) => figures.find((figure) => figure.key === key);
    expect(of("completion")).toMatchObject({
      value: "100%",
      target: { text: "Target: at least 85%", met: true, verdict: "met" },
      trend: null,
    });
    expect(of("completion")?.table.rows.at(-1)?.slice(1)).toEqual(["100%", "1", "1"]);
    // Today is the last of thirty days: a value with none beside it is a dot.
    expect(of("completion")?.chart.line).toMatch(/^M600,[\d.]+Z$/);
    expect(of("mail")).toMatchObject({ value: "Nothing yet", target: { met: null } });
  });

  test("has all of its numbers in a file, in plain figures", async () => {
    const { cookie } = await administrator();
    const answer = await file((await arrival("/admin/insights.csv?days=30", cookie)).asked);
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="insights-30-days.csv"');
    const [head, ...lines] = (await answer.text()).trim().split("\r\n");
    expect(head).toBe("metric,unit,from,to,value,part,whole,target");
    expect(lines).toHaveLength(12 * 31);
    const day = "\\d{4}-\\d\\d-\\d\\dT00:00:00Z";
    const whole = new RegExp(`^completion,share,${day},${day},1,1,1,target >= 0.85$`);
    expect(lines.filter((line) => whole.test(line))).toHaveLength(2);
    expect(lines.filter((line) => /^mail,share,[^,]+,[^,]+,,0,0,target = 1$/.test(line))).toHaveLength(31);
  });
});

describe("who cancels often", () => {
  test("has a chart and a table behind the card, and the same numbers in the file", async () => {
    const [mentor, mentee, rare] = [
      await somebody(["mentor"]),
      await somebody(["mentee"]),
      await somebody(["mentee"]),
    ];
    for (const [place, who] of [mentee, rare, mentee, mentee].entries()) {
      const id = uniqueId();
      await takeOver(id, mentor, who, Date.now() + (100 + 3 * place) * HOUR);
      const cancelled = await call("POST", `/api/bookings/${id}/cancel`, { token: who.token });
      expect(cancelled.status).toBe(200);
    }
    const { cookie } = await administrator();
    const { frequent } = await page((await arrival("/admin/insights?days=30", cookie)).asked);
    expect(frequent).toMatchObject({ more: { to: "/admin/cancellers" }, figure: { value: "1 person" } });
    const { heads, rows } = frequent.figure.table;
    expect(heads).toEqual(["From", "Cancellations", "By people", "Frequent now"]);
    expect([rows.length, rows.at(-1)?.slice(1), rows[0]?.slice(1)]).toEqual([
      30,
      ["3", "1", "1"],
      ["0", "0", "1"],
    ]);
    expect(frequent.figure.chart.line).toMatch(/^M0,120.*L600,[\d.]+$/);
    const answer = await file((await arrival("/admin/insights.csv?days=30", cookie)).asked);
    const lines = (await answer.text()).split("\r\n").filter((line) => line.startsWith("frequent,count,"));
    expect(lines.map((line) => line.split(",").slice(4, 7).join())).toEqual([
      ...Array(29).fill("0,0,1"),
      "3,1,1",
      "3,1,1",
    ]);
  });
});

describe("the cron", () => {
  test("counts each day that is over, once", async () => {
    const yesterday = Math.floor(Date.now() / (24 * HOUR)) * 24 * HOUR - HOUR;
    await env.DB.prepare("update bookings set ends_at = ?1").bind(yesterday).run();
    const counted = async () =>
      (await env.DB.prepare("select tally ->> 'completed' as n, counted_at from daily_tallies").all())
        .results;
    await tally(service());
    const first = await counted();
    expect(first).toEqual([{ n: 1, counted_at: expect.any(Number) }]);
    await tally(service());
    expect(await counted()).toEqual(first);
  });
});

describe("who opens My Sessions", () => {
  test("is noted behind the answer, once for the day however many pages follow", async () => {
    const { id } = await somebody(["mentee"]);
    const cookie = await browserSession(id);
    const visits = () =>
      env.DB.prepare("select count(*) as n from visits where user_id = ?1").bind(id).first<number>("n");
    const { asked, later } = await arrival("/sessions", cookie);
    await sessions(asked);
    await Promise.all(later);
    expect([later.length, await visits()]).toEqual([1, 1]);
    const again = await arrival("/sessions", cookie);
    await sessions(again.asked);
    expect(again.later).toEqual([]);
  });

  test("costs the page nothing where it cannot be noted", async () => {
    const cookie = await browserSession((await somebody(["mentee"])).id);
    const { asked, later } = await arrival("/sessions", cookie);
    Object.assign(asked.context.env, {
      DASHBOARD_SERVICE: { noteVisit: async () => Promise.reject(new Error("not implemented")) },
    });
    await sessions(asked);
    expect(await Promise.all(later)).toEqual([undefined]);
  });
});
