import { Form, useNavigation } from "@remix-run/react";
import { VERDICTS, type Verdict } from "../../../domain/booking.ts";
import { ConfirmFirst } from "../../desk/confirm-first.tsx";
import { ReasonField } from "../../desk/reason-field.tsx";
import { useAttendanceWords } from "../../session/attendance-words.ts";
import type { ActAnswer } from "./act.server.ts";

export interface AttendanceFact {
  /** What the video service's log says; null when nobody was found missing. */
  readonly found: string | null;
  readonly contests: readonly { readonly who: string; readonly reason: string }[];
  readonly verdict: Verdict | null;
  readonly ruled: string | null;
}

interface AttendanceProps {
  readonly fact: AttendanceFact;
  readonly answer: ActAnswer | null;
}

export function AttendancePanel({ fact, answer }: AttendanceProps) {
  const w = useAttendanceWords();
  return (
    <section className="panel" id="attendance" aria-labelledby="attendance-title">
      <h2 id="attendance-title">{w.title}</h2>
      {fact.found !== null && <p>{fact.found}</p>}
      {fact.contests.map(({ who, reason }) => (
        <div key={who}>
          <p className="soft">
            <bdi>{who}</bdi>
          </p>
          <p className="written desk-note" dir="auto">
            {reason}
          </p>
        </div>
      ))}
      {fact.ruled !== null && <p>{fact.ruled}</p>}
      <details className="desk-trail" open={answer !== null || (fact.found !== null && fact.ruled === null)}>
        <summary>{w.rule}</summary>
        <RuleForm fact={fact} answer={answer} />
      </details>
    </section>
  );
}

function RuleForm({ fact, answer }: AttendanceProps) {
  const w = useAttendanceWords();
  const busy = useNavigation().state !== "idle";
  const wrong = answer?.problem === "choice";
  return (
    <ConfirmFirst typed={answer !== null}>
      <Form method="post" className="desk-form">
        <input type="hidden" name="act" value="rule" />
        <p className="soft">{w.ruleWhat}</p>
        <fieldset aria-describedby={wrong ? "verdict-error" : undefined}>
          <legend>{w.verdict}</legend>
          {VERDICTS.map((verdict) => (
            <label key={verdict} className="check">
              <input
                type="radio"
                name="verdict"
                value={verdict}
                required
                defaultChecked={(answer?.verdict ?? fact.verdict) === verdict}
              />
              <span>{w.verdicts[verdict]}</span>
            </label>
          ))}
          {wrong && (
            <p className="field-error" id="verdict-error">
              {w.choose}
            </p>
          )}
        </fieldset>
        <ReasonField id="rule" value={answer?.reason} error={answer?.problem === "reason"} />
        <button type="submit" className="button" aria-disabled={busy}>
          {w.confirm}
        </button>
      </Form>
    </ConfirmFirst>
  );
}
