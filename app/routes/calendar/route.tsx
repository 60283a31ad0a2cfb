import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Form, useLoaderData } from "@remix-run/react";
import { calendarFeedQuery } from "../../../db/calendar-feeds.ts";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { readForm, seeOther, tokenOf } from "../../server/act.server.ts";
import { ownPage, signInPath } from "../../server/visit.server.ts";
import { momentWords } from "../../session/card.server.ts";
import { calendarWords, useCalendarWords } from "./words.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

const DONE = ["made", "renewed", "ended"] as const;

export async function loader(arrival: LoaderFunctionArgs) {
  const { visit, answer } = await ownPage(arrival, ({ db, viewerId }) => calendarFeedQuery(db, viewerId));
  const done = new URL(arrival.request.url).searchParams.get("done");
  return {
    frame: visit.frame,
    title: calendarWords[visit.locale].title,
    done: DONE.find((one) => one === done) ?? null,
    feed: answer && {
      since: momentWords(answer.createdAt, visit),
      // Pages has no secret to make the address with: the Worker does, and is asked only where there is one.
      address: await addressOf(arrival),
    },
  };
}

/** The address, and the same as calendar programs are opened by; null where it cannot be told any more. */
async function addressOf(arrival: LoaderFunctionArgs) {
  const answer = await arrival.context.env.DASHBOARD_SERVICE.readCalendarFeed(tokenOf(arrival));
  const url = answer.ok && answer.value.state === "on" ? answer.value.url : null;
  return url === null ? null : { url, program: url.replace(/^https?:/, "webcal:") };
}

export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const { DASHBOARD_SERVICE } = arrival.context.env;
  const ends = form.get("intent") === "end";
  const token = tokenOf(arrival);
  const answer = await (ends
    ? DASHBOARD_SERVICE.endCalendarFeed(token)
    : DASHBOARD_SERVICE.renewCalendarFeed(token));
  if (!answer.ok) return seeOther(arrival.context, signInPath(arrival.request));
  const done = ends ? "ended" : form.get("intent") === "renew" ? "renewed" : "made";
  return seeOther(arrival.context, `/calendar?done=${done}`);
}

export default function Calendar() {
  const w = useCalendarWords();
  const { feed, done } = useLoaderData<typeof loader>();
  return (
    <div className="wide narrow page">
      <h1>{w.title}</h1>
      <p className="lead">{w.lead}</p>
      {done !== null && <Notice tone={done === "ended" ? "plain" : "good"}>{w.done[done]}</Notice>}
      {feed === null ? (
        <Form method="post" className="form">
          <p className="soft">{w.secret}</p>
          <div className="actions">
            <button type="submit" name="intent" value="make" className="button button-primary">
              {w.make}
            </button>
          </div>
        </Form>
      ) : (
        <>
          {feed.address === null ? <Notice tone="warning">{w.untold}</Notice> : <Address {...feed.address} />}
          <p className="fine">{w.since(feed.since)}</p>
          <Change />
        </>
      )}
    </div>
  );
}

function Address({ url, program }: { readonly url: string; readonly program: string }) {
  const w = useCalendarWords();
  return (
    <section className="form" aria-label={w.address}>
      <Field id="address" label={w.address} hint={w.secret}>
        {(described) => (
          <input {...described} readOnly value={url} onFocus={(event) => event.currentTarget.select()} />
        )}
      </Field>
      <div className="actions">
        <a href={program} className="button button-primary">
          {w.open}
        </a>
      </div>
      <h2>{w.elsewhere}</h2>
      <ul className="calendar-how">
        {w.how.map(([name, steps]) => (
          <li key={name}>
            <strong>{name}</strong> <span className="soft">{steps}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Change() {
  const w = useCalendarWords();
  return (
    <section className="panel" aria-labelledby="change">
      <h2 id="change">{w.change}</h2>
      <p className="soft">{w.changeWhat}</p>
      <div className="actions">
        <Form method="post">
          <button type="submit" name="intent" value="renew" className="button">
            {w.renew}
          </button>
        </Form>
        <Form method="post">
          <button type="submit" name="intent" value="end" className="button">
            {w.end}
          </button>
        </Form>
      </div>
    </section>
  );
}
