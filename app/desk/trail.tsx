export interface TrailLine {
  readonly key: number;
  readonly what: string;
  readonly when: string;
  readonly who: string | null;
  /** What was written to it, for the audit log. */
  readonly note: string | null;
  readonly weight: "plain" | "good" | "grave";
}

export function Trail({ lines }: { readonly lines: readonly TrailLine[] }) {
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
