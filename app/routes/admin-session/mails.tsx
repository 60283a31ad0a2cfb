import { Form, useNavigation } from "@remix-run/react";
import { useMailWords } from "../../desk/mail-words.ts";
import type { MailFact } from "../../desk/mails.server.ts";
import { ReasonField } from "../../desk/reason-field.tsx";
import type { ActAnswer } from "./act.server.ts";

/** Each mail of the session to each person, and what became of it. */
export function MailsPanel({
  mails,
  answer,
}: {
  readonly mails: readonly MailFact[];
  readonly answer: ActAnswer | null;
}) {
  const w = useMailWords();
  return (
    <section className="panel" aria-labelledby="mails">
      <h2 id="mails">{w.ofSession}</h2>
      {mails.length === 0 ? (
        <p className="soft">{w.noMails}</p>
      ) : (
        <ul className="desk-refunds">
          {mails.map((mail) => (
            <li key={mail.key}>
              <p className="desk-head">
                <span className="name">{mail.kind}</span>
                <span className={`chip mail-${mail.state}`}>{mail.word}</span>
              </p>
              <p className="soft">
                <bdi>{w.to(mail.name)}</bdi> · {mail.when}
              </p>
              {mail.detail !== null && <p className="written desk-note">{mail.detail}</p>}
              {mail.settled && <SendAgain mail={mail} answer={answer?.mail === mail.key ? answer : null} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function SendAgain({ mail, answer }: { readonly mail: MailFact; readonly answer: ActAnswer | null }) {
  const w = useMailWords();
  const busy = useNavigation().state !== "idle";
  return (
    <details className="desk-trail" open={answer !== null}>
      <summary>
        {w.again}
        <span className="unseen">
          : {mail.kind}, {w.to(mail.name)}
        </span>
      </summary>
      <p className="soft">{w.againWhat}</p>
      <Form method="post" className="desk-form">
        <input type="hidden" name="act" value="resend" />
        <input type="hidden" name="mail" value={mail.key} />
        <ReasonField id={mail.key} value={answer?.reason} error={answer?.problem === "reason"} />
        <button type="submit" className="button" aria-disabled={busy}>
          {w.again}
        </button>
      </Form>
    </details>
  );
}
