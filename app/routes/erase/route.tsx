import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { isConfirmed } from "../../../auth/confirmed.ts";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { ConfirmFirst } from "../../desk/confirm-first.tsx";
import { useMessages } from "../../messages/context.tsx";
import { readForm, seeOther, tokenOf } from "../../server/act.server.ts";
import { signedOut } from "../../server/sign-out.server.ts";
import { noQuestions, ownPage, signInPath } from "../../server/visit.server.ts";
import { dataWords, type ErasureProblem, useDataWords } from "./words.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const { visit } = await ownPage(arrival, noQuestions);
  const { viewer, now } = visit;
  const frame = { ...visit.frame, confirmed: !viewer.roles.admin || isConfirmed(viewer, now) };
  return { frame, title: dataWords[visit.locale].eraseTitle, email: viewer.email };
}

interface ErasureAnswer {
  readonly problem: ErasureProblem;
}

const STATUS: Partial<Record<ErasureProblem, number>> = { not_confirmed: 400, confirmation_required: 403 };

/** Typing one's own address is the confirmation; the Worker compares it, and decides whether it may be. */
export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const { context } = arrival;
  const erased = await context.env.DASHBOARD_SERVICE.eraseMe(tokenOf(arrival), form.get("email") ?? "");
  if (erased.ok) return signedOut(context);
  const { code } = erased.reason;
  if (code === "unauthorized") return seeOther(context, signInPath(arrival.request));
  return data<ErasureAnswer>({ problem: code }, { status: STATUS[code] ?? 409 });
}

export default function Erase() {
  const d = useDataWords();
  const t = useMessages();
  const { email } = useLoaderData<typeof loader>();
  const problem = useActionData<ErasureAnswer>()?.problem ?? null;
  const busy = useNavigation().state !== "idle";
  return (
    <div className="wide narrow page">
      <p className="crumb">
        <Link to="/profile">{t.profile.title}</Link>
      </p>
      {problem !== null && problem !== "not_confirmed" && (
        <Notice tone="warning">
          {d.problem[problem]}{" "}
          {(problem === "has_upcoming_bookings" || problem === "refund_open") && (
            <Link to="/sessions">{d.sessions}</Link>
          )}
        </Notice>
      )}
      <h1>{d.eraseTitle}</h1>
      <p className="lead">{d.eraseLead}</p>
      <div className="panel">
        <h2>{d.goes}</h2>
        <Points points={d.whatGoes} />
        <h2>{d.stays}</h2>
        <Points points={d.whatStays} />
      </div>
      <ConfirmFirst typed={false}>
        <Form method="post" className="form" reloadDocument>
          <Field
            id="email"
            label={d.confirm}
            hint={d.confirmHint(email)}
            error={problem === "not_confirmed" ? d.problem.not_confirmed : null}
          >
            {(described) => (
              <input {...described} name="email" type="email" required maxLength={254} autoComplete="off" />
            )}
          </Field>
          <button type="submit" className="button button-irrevocable" aria-disabled={busy}>
            {d.doIt}
          </button>
          <p className="irrevocable">{d.final}</p>
        </Form>
      </ConfirmFirst>
      <p className="soft">
        <Link to="/profile">{d.keep}</Link>
      </p>
    </div>
  );
}

function Points({ points }: { readonly points: readonly string[] }) {
  return (
    <ul className="points">
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  );
}
