import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import type { Viewer } from "../../../auth/viewer.ts";
import { type Canceller, cancellersQuery, type OwnCancel } from "../../../db/cancellers.ts";
import { formatMoney } from "../../../domain/money.ts";
import { administratorPage } from "../../desk/administrator.server.ts";
import { DeskNav } from "../../desk/desk-nav.tsx";
import { deskWords, useDeskWords } from "../../desk/words/words.ts";
import type { Visit } from "../../server/visit.server.ts";
import { momentWords, whenWords } from "../../session/card.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const { visit, answer } = await administratorPage(arrival, ({ db, now }) => cancellersQuery(db, now));
  return {
    frame: visit.frame,
    title: deskWords[visit.locale].cancellers.title,
    people: answer.map((person) => personOf(person, visit)),
  };
}

/** As many of somebody's cancels as help; the counts tell the rest. */
const CANCELS_SHOWN = 10;

function personOf({ id, name, email, cancelling, cancels }: Canceller, visit: Visit<Viewer>) {
  return {
    id,
    name,
    email,
    cancelling,
    cancels: cancels.slice(0, CANCELS_SHOWN).map((cancel) => cancelOf(cancel, visit)),
  };
}

function cancelOf({ bookingId, role, at, startsAt, refund }: OwnCancel, visit: Visit<Viewer>) {
  const { cancellers } = deskWords[visit.locale];
  return {
    bookingId,
    session: whenWords(startsAt, visit),
    how: cancellers.how(role, momentWords(at, visit), startsAt - at),
    refund: refund === null ? null : formatMoney(refund, visit.locale),
  };
}

export default function Cancellers() {
  const d = useDeskWords();
  const { people } = useLoaderData<typeof loader>();
  return (
    <div className="wide page">
      <DeskNav />
      <h1>{d.cancellers.title}</h1>
      <p className="lead">{d.cancellers.lead}</p>
      {people.length === 0 ? (
        <div className="empty">
          <h2>{d.cancellers.none}</h2>
          <p>{d.cancellers.noneWhy}</p>
        </div>
      ) : (
        <ol className="desk">
          {people.map((person) => (
            <Person key={person.id} person={person} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Person({ person }: { readonly person: ReturnType<typeof personOf> }) {
  const { cancellers, session } = useDeskWords();
  const { lately, percent, bookings } = person.cancelling;
  return (
    <li className="panel desk-item">
      <div className="desk-facts">
        <div>
          <div className="desk-head">
            <h2 className="desk-money">
              <bdi>{person.name}</bdi>
            </h2>
            <p className="name">{cancellers.counts(lately, percent, bookings)}</p>
          </div>
          <p className="soft">
            {person.email === null ? session.noEmail : <a href={`mailto:${person.email}`}>{person.email}</a>}
          </p>
        </div>
        <details className="desk-trail">
          <summary>{cancellers.history}</summary>
          <ol className="timeline">
            {person.cancels.map((cancel) => (
              <li key={cancel.bookingId} className="timeline-grave">
                <p className="timeline-what">
                  <Link to={`/admin/sessions/${cancel.bookingId}`}>{cancel.session}</Link>
                </p>
                <p className="soft">
                  {cancel.how}
                  {cancel.refund !== null && ` · ${cancellers.refund(cancel.refund)}`}
                </p>
              </li>
            ))}
          </ol>
        </details>
      </div>
    </li>
  );
}
