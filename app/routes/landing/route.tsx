import { type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { Link } from "@remix-run/react";
import { Ribbon } from "../../components/ribbon.tsx";
import { useMessages } from "../../messages/context.tsx";
import { noQuestions, openPage } from "../../server/visit.server.ts";
import { HERE, THERE } from "./moment.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const { visit } = await openPage(arrival, noQuestions);
  if (visit.viewer !== null) throw redirect("/sessions");
  return { frame: visit.frame, title: visit.t.landing.short };
}

export default function Landing() {
  const t = useMessages();
  return (
    <div className="wide page landing">
      <div className="landing-words">
        <h1>{t.landing.title}</h1>
        <p className="lead">{t.landing.what}</p>
        <div className="actions">
          <Link to="/mentors" className="button button-primary">
            {t.findMentor}
          </Link>
          <Link to="/sign-in" className="button">
            {t.nav.signIn}
          </Link>
        </div>
      </div>
      <Moment />
      <ul className="landing-points">
        {t.landing.points.map((point) => (
          <li key={point.title}>
            <h2>{point.title}</h2>
            <p>{point.what}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What Meridian is about, in one picture: one moment on two people's days. */
function Moment() {
  const t = useMessages();
  return (
    <figure className="moment">
      <figcaption>{t.landing.moment}</figcaption>
      <dl className="large-ribbons">
        <div>
          <dt>{t.landing.here}</dt>
          <dd>{t.landing.hereTime}</dd>
          <dd className="large-ribbon">
            <Ribbon spot={{ at: 9 * 60, length: 60, sky: HERE }} thick />
          </dd>
        </div>
        <div>
          <dt>{t.landing.there}</dt>
          <dd>{t.landing.thereTime}</dd>
          <dd className="large-ribbon">
            <Ribbon spot={{ at: 23 * 60, length: 60, sky: THERE }} thick />
          </dd>
        </div>
      </dl>
    </figure>
  );
}
