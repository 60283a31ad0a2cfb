import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { peopleQuery } from "../../../db/users.ts";
import { ERASED_NAME } from "../../../domain/erasure.ts";
import { refused } from "../../../domain/result.ts";
import type { ErasureRefusal } from "../../../worker/contract.ts";
import { Notice } from "../../components/notice.tsx";
import { administratorPage, reasonIn, refusalOf } from "../../desk/administrator.server.ts";
import { ConfirmFirst, ConfirmNotice } from "../../desk/confirm-first.tsx";
import { ReasonField } from "../../desk/reason-field.tsx";
import { readForm, seeOther, tokenOf } from "../../server/act.server.ts";
import { bookingIdOf, notFound } from "../../server/booking.server.ts";
import { usePersonWords } from "./words.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const id = bookingIdOf(arrival.params);
  const { visit, answer } = await administratorPage(arrival, ({ db }) => peopleQuery(db, [id]));
  const [person] = answer;
  if (person === undefined) throw notFound();
  const { name, email } = person;
  const erased = email === null && name === ERASED_NAME;
  const shown = erased ? visit.t.formerMember : name;
  return { frame: visit.frame, title: shown, name: shown, email, erased };
}

interface PersonAnswer {
  readonly problem: "reason" | "conflict" | "confirm" | ErasureRefusal["code"];
  readonly reason: string;
}

export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const id = bookingIdOf(arrival.params);
  const problem = (what: PersonAnswer["problem"]) =>
    data<PersonAnswer>(
      { problem: what, reason: form.get("reason") ?? "" },
      { status: what === "reason" ? 400 : what === "confirm" ? 403 : 409 },
    );
  const reason = reasonIn(form);
  if (reason === null) return problem("reason");
  const erased = await arrival.context.env.DASHBOARD_SERVICE.erasePerson(tokenOf(arrival), id, reason);
  if (!erased.ok) {
    const { reason: why } = erased;
    if (
      why.code === "has_upcoming_bookings" ||
      why.code === "refund_open" ||
      why.code === "last_administrator"
    )
      return problem(why.code);
    const refusal = refusalOf(arrival, refused(why));
    if (refusal !== null) return problem(refusal);
  }
  return seeOther(arrival.context, `/admin/people/${id}`);
}

export default function AdminPerson() {
  const w = usePersonWords();
  const { name, email, erased } = useLoaderData<typeof loader>();
  const answer = useActionData<PersonAnswer>() ?? null;
  const busy = useNavigation().state !== "idle";
  const problem = answer?.problem ?? null;
  return (
    <div className="wide narrow page">
      <p className="crumb">
        <Link to="/admin/refunds">{w.crumb}</Link>
      </p>
      {(problem === "has_upcoming_bookings" ||
        problem === "refund_open" ||
        problem === "last_administrator") && <Notice tone="warning">{w.problem[problem]}</Notice>}
      {problem === "confirm" && <ConfirmNotice />}
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <p className="lead">{email ?? (erased ? w.erased : w.removed)}</p>
      {!erased && (
        <section className="panel" aria-labelledby="erase-title">
          <h2 id="erase-title">{w.eraseTitle}</h2>
          <p className="soft">{w.what}</p>
          <ConfirmFirst typed={answer !== null}>
            <Form method="post" className="desk-form">
              <ReasonField
                id="erase"
                hint={w.reasonHint}
                value={answer?.reason}
                error={problem === "reason"}
              />
              <button type="submit" className="button button-irrevocable" aria-disabled={busy}>
                {w.doIt}
              </button>
              <p className="irrevocable">{w.final}</p>
            </Form>
          </ConfirmFirst>
        </section>
      )}
    </div>
  );
}
