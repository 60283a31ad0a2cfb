import { Form, useNavigation } from "@remix-run/react";
import { REASON_MAX_CHARACTERS } from "../../../domain/limits.ts";
import { useAttendanceWords } from "../../session/attendance-words.ts";

export interface AttendanceFact {
  readonly what: string;
  /** When our team decided; null while it has not. */
  readonly when: string | null;
  readonly contested: boolean;
  /** The reader may say until then that it is not so; null when they may not, or no more. */
  readonly contestUntil: string | null;
}

export interface ContestAnswer {
  readonly contest: "reason" | "closed" | "again";
  readonly reason: string;
}

export function Attendance({
  fact,
  answer,
}: {
  readonly fact: AttendanceFact;
  readonly answer: ContestAnswer | null;
}) {
  const w = useAttendanceWords();
  return (
    <section className="panel" id="attendance" aria-labelledby="attendance-title">
      <h2 id="attendance-title">{w.title}</h2>
      <p>{fact.what}</p>
      <p className="soft">{fact.when ?? w.evidence}</p>
      {fact.contested && <p className="soft">{w.youContested}</p>}
      {fact.contestUntil !== null && <Contest until={fact.contestUntil} answer={answer} />}
    </section>
  );
}

function Contest({ until, answer }: { readonly until: string; readonly answer: ContestAnswer | null }) {
  const w = useAttendanceWords();
  const busy = useNavigation().state !== "idle";
  return (
    <details className="contest" open={answer !== null}>
      <summary>{w.open}</summary>
      <p className="soft">{w.ifWrong(until)}</p>
      <Form method="post">
        <input type="hidden" name="act" value="contest" />
        <div className="field">
          <label htmlFor="contest-reason">{w.reason}</label>
          <textarea
            id="contest-reason"
            name="reason"
            rows={3}
            maxLength={REASON_MAX_CHARACTERS}
            required
            defaultValue={answer?.reason}
            aria-describedby="contest-hint"
            dir="auto"
          />
          <p className="field-hint" id="contest-hint">
            {w.reasonHint}
          </p>
        </div>
        {answer !== null && (
          <p className="field-error" role="alert">
            {w.problem[answer.contest]}
          </p>
        )}
        <button type="submit" className="button" aria-disabled={busy}>
          {w.send}
        </button>
      </Form>
    </details>
  );
}
