import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { mentorWeekQuery } from "../../../db/slots.ts";
import { Notice } from "../../components/notice.tsx";
import { mentorClockOf } from "../../mentoring/clock.server.ts";
import { Clock } from "../../mentoring/clock.tsx";
import { MentorNav } from "../../mentoring/mentor-nav.tsx";
import { useMessages } from "../../messages/context.tsx";
import { readForm, seeOther, tokenOf } from "../../server/act.server.ts";
import { readZoneCookies } from "../../server/cookies.server.ts";
import { type Arrival, ownPage, signInPath } from "../../server/visit.server.ts";
import { weekdayName, zoneLong } from "../../time/formats.server.ts";
import type { Block, OfferLine } from "./blocks.ts";
import { HoursForm } from "./hours-form.tsx";
import { CURRENCIES, editLines, linesOf, offersOf, readLines } from "./offers-form.server.ts";
import { OffersForm } from "./offers-form.tsx";
import { blocksOf, editBlocks, hoursOf, readBlocks, WEEKDAYS } from "./week-form.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const { visit, answer } = await ownPage(arrival, ({ db, viewerId }) => mentorWeekQuery(db, viewerId));
  if (answer === null) throw new Response("mentors-only", { status: 403 });
  const { locale, now, t } = visit;
  const done = new URL(arrival.request.url).searchParams.get("done");
  return {
    frame: visit.frame,
    title: t.availability.title,
    zone: zoneLong(now, locale, answer.timezone),
    clock: mentorClockOf(answer.hours, readZoneCookies(arrival.request.headers).browser, visit),
    weekdays: WEEKDAYS.map((weekday) => ({ weekday, name: weekdayName(weekday, locale) })),
    blocks: blocksOf(answer),
    lines: linesOf(answer.offers),
    currencies: [...new Set([...CURRENCIES, ...answer.offers.map(({ price }) => price.currency)])],
    saved: done === "hours" || done === "offers" ? (done as "hours" | "offers") : null,
  };
}

export type AvailabilityAnswer =
  | { readonly form: "hours"; readonly blocks: readonly Block[]; readonly problem: string | null }
  | { readonly form: "offers"; readonly lines: readonly OfferLine[]; readonly problem: string | null };

/** Two forms, each with buttons that change it without saving: so that it works without JavaScript. */
export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  return form.get("form") === "offers" ? saveOffers(arrival, form) : saveHours(arrival, form);
}

async function saveHours(arrival: Arrival, form: URLSearchParams) {
  const blocks = readBlocks(form);
  const intent = form.get("intent") ?? "save";
  if (intent !== "save")
    return again({ form: "hours", blocks: editBlocks(blocks, intent), problem: null }, 200);
  const week = hoursOf(blocks);
  if ("wrong" in week) {
    return again({ form: "hours", blocks, problem: `${week.wrong.weekday} ${week.wrong.problem}` }, 400);
  }
  const answer = await arrival.context.env.DASHBOARD_SERVICE.saveAvailability(tokenOf(arrival), week.hours);
  if (answer.ok) return seeOther(arrival.context, "/availability?done=hours");
  if (answer.reason.code === "unauthorized") return seeOther(arrival.context, signInPath(arrival.request));
  return again({ form: "hours", blocks, problem: "refused" }, 400);
}

async function saveOffers(arrival: Arrival, form: URLSearchParams) {
  const lines = readLines(form);
  const intent = form.get("intent") ?? "save";
  if (intent !== "save")
    return again({ form: "offers", lines: editLines(lines, intent), problem: null }, 200);
  const wanted = offersOf(lines);
  if ("wrong" in wanted) {
    return again({ form: "offers", lines, problem: `${wanted.wrong} ${wanted.problem}` }, 400);
  }
  const answer = await arrival.context.env.DASHBOARD_SERVICE.saveOffers(tokenOf(arrival), wanted.offers);
  if (answer.ok) return seeOther(arrival.context, "/availability?done=offers");
  if (answer.reason.code === "unauthorized") return seeOther(arrival.context, signInPath(arrival.request));
  return again({ form: "offers", lines, problem: "refused" }, 400);
}

const again = (answer: AvailabilityAnswer, status: number) => data<AvailabilityAnswer>(answer, { status });

export default function Availability() {
  const t = useMessages();
  const { zone, clock, weekdays, blocks, lines, currencies, saved } = useLoaderData<typeof loader>();
  const answer = useActionData<AvailabilityAnswer>();
  const hours = answer?.form === "hours" ? answer : null;
  const offers = answer?.form === "offers" ? answer : null;
  return (
    <div className="wide page">
      <MentorNav />
      <h1>{t.availability.title}</h1>
      <p className="lead">{t.availability.zone(zone)}</p>
      {saved !== null && answer === undefined && <Notice tone="good">{t.availability.saved[saved]}</Notice>}
      <div className="availability">
        <HoursForm
          weekdays={weekdays}
          blocks={hours?.blocks ?? blocks}
          problem={hours?.problem ?? null}
          edited={hours !== null && hours.problem === null}
        />
        <div className="availability-side">
          <OffersForm
            lines={offers?.lines ?? lines}
            currencies={currencies}
            problem={offers?.problem ?? null}
            edited={offers !== null && offers.problem === null}
          />
          <Clock clock={clock} />
        </div>
      </div>
    </div>
  );
}
