import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Notice } from "../../components/notice.tsx";
import { useMessages } from "../../messages/context.tsx";
import { isLocale } from "../../messages/locale.ts";
import { readForm, seeOther, tokenOf } from "../../server/act.server.ts";
import { signedOut } from "../../server/sign-out.server.ts";
import { type Arrival, noQuestions, ownPage, signInPath, zoneCookie } from "../../server/visit.server.ts";
import { isZone } from "../../time/zone.ts";
import { useCalendarWords } from "../calendar/words.ts";
import { useDataWords } from "../erase/words.ts";
import { PROFILE_FIELDS, type ProfileField, ProfileFields } from "./fields.tsx";
import { zonesOf } from "./zones.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const { visit } = await ownPage(arrival, noQuestions);
  const { viewer } = visit;
  return {
    frame: visit.frame,
    title: visit.t.profile.title,
    email: viewer.email,
    profile: {
      name: viewer.name,
      headline: viewer.headline ?? "",
      photo_url: viewer.photoUrl ?? "",
      timezone: viewer.timezone,
      locale: viewer.locale,
    },
    zones: zonesOf(viewer.timezone),
    saved: new URL(arrival.request.url).searchParams.get("done") === "saved",
  };
}

export type ProfileAnswer = {
  readonly values: { readonly [field in ProfileField]?: string };
  readonly errors: { readonly [field in ProfileField]?: string };
};

export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  return form.get("intent") === "sign-out-everywhere" ? signOutEverywhere(arrival) : save(arrival, form);
}

async function signOutEverywhere(arrival: Arrival) {
  const { context } = arrival;
  await context.env.DASHBOARD_SERVICE.signOutEverywhere(tokenOf(arrival));
  return signedOut(context);
}

async function save(arrival: Arrival, form: URLSearchParams) {
  const text = (name: string) => (form.get(name) ?? "").trim();
  const timezone = text("timezone");
  const locale = text("locale");
  if (!isZone(timezone)) return again(form, { timezone: "zone" });
  if (text("name") === "") return again(form, { name: "name" });
  const answer = await arrival.context.env.DASHBOARD_SERVICE.saveProfile(tokenOf(arrival), {
    name: text("name"),
    headline: text("headline") || null,
    photoUrl: text("photo_url") || null,
    timezone,
    locale: isLocale(locale) ? locale : "en",
  });
  const { context } = arrival;
  if (answer.ok) {
    return seeOther(context, "/profile?done=saved", [zoneCookie(context, timezone, context.now())]);
  }
  if (answer.reason.code === "unauthorized") return seeOther(context, signInPath(arrival.request));
  return again(
    form,
    Object.fromEntries(
      answer.reason.errors.map(({ field }) => [field === "photoUrl" ? "photo_url" : field, "refused"]),
    ),
  );
}

/** What was typed stands in the form again; fields that it does not have are nobody's to send back. */
function again(form: URLSearchParams, errors: ProfileAnswer["errors"]) {
  const values = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, form.get(field) ?? ""]));
  return data<ProfileAnswer>({ values, errors }, { status: 400 });
}

export default function Profile() {
  const t = useMessages();
  const calendar = useCalendarWords();
  const { email, profile, zones, saved } = useLoaderData<typeof loader>();
  const answer = useActionData<ProfileAnswer>();
  const d = useDataWords();
  const busy = useNavigation().state !== "idle";
  return (
    <div className="wide narrow page">
      <h1>{t.profile.title}</h1>
      <p className="lead">{email}</p>
      {saved && answer === undefined && <Notice tone="good">{t.profile.saved}</Notice>}
      {/* The page's language may change with it: a new document, so that all of it does. */}
      <Form method="post" className="form" reloadDocument>
        <ProfileFields
          values={{ ...profile, ...answer?.values }}
          errors={answer?.errors ?? {}}
          zones={zones}
        />
        <button type="submit" className="button button-primary" aria-disabled={busy}>
          {t.save}
        </button>
      </Form>
      <section className="panel" aria-labelledby="calendar-title">
        <h2 id="calendar-title">{calendar.title}</h2>
        <p className="soft">{calendar.lead}</p>
        <div className="actions">
          <Link to="/calendar" className="button">
            {calendar.link}
          </Link>
        </div>
      </section>
      <section className="panel" aria-labelledby="data-title">
        <h2 id="data-title">{d.title}</h2>
        <p className="soft">{d.lead}</p>
        <div className="actions">
          <a href="/api/me/export" download className="button">
            {d.download}
          </a>
          <Link to="/profile/erase" className="button">
            {d.erase}
          </Link>
        </div>
      </section>
      <section className="panel" aria-labelledby="everywhere-title">
        <h2 id="everywhere-title">{t.profile.everywhere}</h2>
        <p className="soft">{t.profile.everywhereWhat}</p>
        <div className="actions">
          <Form method="post" reloadDocument>
            <button type="submit" name="intent" value="sign-out-everywhere" className="button">
              {t.profile.everywhereDo}
            </button>
          </Form>
          <Form method="post" action="/sign-out" reloadDocument>
            <button type="submit" className="button">
              {t.nav.signOut}
            </button>
          </Form>
        </div>
      </section>
    </div>
  );
}
