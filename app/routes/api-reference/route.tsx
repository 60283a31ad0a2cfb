import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { noQuestions, openPage } from "../../server/visit.server.ts";
import { CallPanel } from "./call-panel.tsx";
import { openApiDocument } from "./document.server.ts";
import { FieldsTable } from "./fields-table.tsx";
import { Prose } from "./prose.tsx";
import { referenceOf } from "./reference.server.ts";
import { referenceWords, useReferenceWords } from "./words.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

/** What a heading is searched for is a few words. */
const SEARCH_MAX_CHARACTERS = 100;

/** Drawn from the document that the Worker serves to programs: there is no second description that could go stale. */
export async function loader(arrival: LoaderFunctionArgs) {
  const { env } = arrival.context;
  const search = (new URL(arrival.request.url).searchParams.get("q") ?? "").slice(0, SEARCH_MAX_CHARACTERS);
  const [{ visit }, response] = await Promise.all([
    openPage(arrival, noQuestions),
    env.API.fetch(`${env.APP_ORIGIN}/api/openapi.json`),
  ]);
  if (!response.ok) throw new Error(`the OpenAPI document: ${response.status}`);
  const document = openApiDocument.parse(await response.json());
  return {
    frame: visit.frame,
    title: referenceWords[visit.locale].title,
    about: document.info.description,
    search,
    ...referenceOf(document, search),
  };
}

export default function ApiReference() {
  const w = useReferenceWords();
  const { about, search, groups, objects } = useLoaderData<typeof loader>();
  return (
    <div className="wide page">
      <h1>{w.title}</h1>
      <p className="lead">{w.lead}</p>
      <div className="reference">
        <nav className="reference-contents" aria-label={w.contents}>
          <Form method="get" role="search" className="reference-search">
            <input
              type="search"
              name="q"
              key={search}
              defaultValue={search}
              placeholder={w.search}
              aria-label={w.search}
              maxLength={SEARCH_MAX_CHARACTERS}
            />
            <button type="submit" className="button">
              {w.go}
            </button>
          </Form>
          {search !== "" && (
            <Link to="?" className="text-link">
              {w.clear}
            </Link>
          )}
          <Contents />
          <a href="/api/openapi.json">{w.download}</a>
        </nav>
        <div className="reference-calls" lang="en">
          {search === "" && (
            <p>
              <Prose text={about} />
            </p>
          )}
          {groups.length + objects.length === 0 && (
            <p className="soft" role="status">
              {w.none(search)}
            </p>
          )}
          {groups.map(({ name, description, calls }) => (
            <section key={name} aria-labelledby={`group-${name}`}>
              <h2 id={`group-${name}`}>{name}</h2>
              <p className="soft">{description}</p>
              {calls.map((call) => (
                <CallPanel key={call.id} call={call} />
              ))}
            </section>
          ))}
          {objects.length > 0 && (
            <section aria-labelledby="objects">
              <h2 id="objects">{w.objects}</h2>
              {objects.map(({ name, fields }) => (
                <article key={name} className="panel" aria-labelledby={name}>
                  <h3 id={name}>{name}</h3>
                  <FieldsTable fields={fields} caption={name} />
                </article>
              ))}
            </section>
          )}
        </div>
      </div>
    </div>
  );
}

function Contents() {
  const w = useReferenceWords();
  const { groups, objects } = useLoaderData<typeof loader>();
  return (
    <ul lang="en">
      {groups.map(({ name, calls }) => (
        <li key={name}>
          <a href={`#group-${name}`}>{name}</a>
          <ul>
            {calls.map(({ id, method, path }) => (
              <li key={id}>
                <a href={`#${id}`}>
                  <b>{method}</b> {path}
                </a>
              </li>
            ))}
          </ul>
        </li>
      ))}
      {objects.length > 0 && (
        <li>
          <a href="#objects">{w.objects}</a>
        </li>
      )}
    </ul>
  );
}
