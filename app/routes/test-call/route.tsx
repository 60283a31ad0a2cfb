import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Link } from "@remix-run/react";
import { useMessages } from "../../messages/context.tsx";
import { CAMERA_ALLOWED } from "../../security/headers.ts";
import { noQuestions, openPage } from "../../server/visit.server.ts";
import styles from "../../styles/test-call.css?url";
import { Help } from "./help.tsx";
import { Trial } from "./trial.tsx";
import { testCallWords, useTestCallWords } from "./words.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

/** The one page that may use camera and microphone. */
export const headers = () => ({ "Permissions-Policy": CAMERA_ALLOWED });

export async function loader(arrival: LoaderFunctionArgs) {
  const { visit } = await openPage(arrival, noQuestions);
  return { frame: visit.frame, title: testCallWords[visit.locale].title };
}

/** Before the first call: does it see me, does it hear me, do I hear it? */
export default function TestCall() {
  const t = useMessages();
  const w = useTestCallWords();
  return (
    <div className="wide page test-call">
      <p className="crumb">
        <Link to="/sessions">{t.sessions.title}</Link>
      </p>
      <h1>{w.title}</h1>
      <p className="lead">{w.lead}</p>
      <p className="stays">{w.stays}</p>
      <noscript>
        <p className="notice notice-plain">{w.withoutScripts}</p>
      </noscript>
      <Trial />
      <Help />
    </div>
  );
}
