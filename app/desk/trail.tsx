import { useDeskWords } from "./words/words.ts";

export interface TrailLine {
  readonly key: number;
  readonly what: string;
  readonly when: string;
  readonly who: string | null;
  /** What was written to it, for the audit log. */
  readonly note: string | null;
  /** What Stripe said, in its own words. */
  readonly answer: string | null;
  readonly weight: "plain" | "good" | "grave";
}

export function Trail({ lines }: { readonly lines: readonly TrailLine[] }) {
  const d = useDeskWords();
  return (
    <ol className="timeline">
      {lines.map((line) => (
        <li key={line.key} className={`timeline-${line.weight}`}>
          <p className="timeline-what">{line.what}</p>
          {line.note !== null && (
            <p className="written desk-note" dir="auto">
              {line.note}
            </p>
          )}
          {line.answer !== null && (
            <p className="desk-answer">
              {d.stripeSaid} <code translate="no">{line.answer}</code>
            </p>
          )}
          <p className="soft">
            {line.who !== null && (
              <>
                <bdi>{line.who}</bdi> ·{" "}
              </>
            )}
            {line.when}
          </p>
        </li>
      ))}
    </ol>
  );
}
