import { Form, Link } from "@remix-run/react";
import { useMentoringWords } from "../../mentoring/words/words.ts";
import type { DaysOffLine } from "./list.server.ts";

export function List({ lines }: { readonly lines: readonly DaysOffLine[] }) {
  const w = useMentoringWords().daysOff;
  return (
    <section className="panel" aria-labelledby="days-off-title">
      <h2 id="days-off-title">{w.list}</h2>
      {lines.length === 0 ? (
        <p className="soft">
          {w.none}. {w.noneWhy}
        </p>
      ) : (
        <ul className="days-off">
          {lines.map((line) => (
            <Line key={line.from} line={line} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ line }: { readonly line: DaysOffLine }) {
  const w = useMentoringWords().daysOff;
  return (
    <li>
      <div>
        <p className="name">
          {line.words} {line.isNow && <span className="chip">{w.onNow}</span>}
        </p>
        <p className="soft">
          {line.length}
          {line.booked !== null && `. ${line.booked}`}
        </p>
        <Link to={`/schedule?date=${line.from}`} className="text-link">
          {w.see}
          <span className="unseen">: {line.words}</span>
        </Link>
      </div>
      <Form method="post" preventScrollReset>
        <input type="hidden" name="from" value={line.from} />
        <button type="submit" name="intent" value="remove" className="link-button">
          {w.remove}
          <span className="unseen"> {line.words}</span>
        </button>
      </Form>
    </li>
  );
}
