import type { TimelineLine } from "./timeline.server.ts";

export function Timeline({ entries }: { readonly entries: readonly TimelineLine[] }) {
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.key} className={`timeline-${entry.weight}`}>
          <p className="timeline-what">{entry.what}</p>
          <p className="soft">{entry.when}</p>
        </li>
      ))}
    </ol>
  );
}
