import { Link } from "@remix-run/react";
import { useMailWords } from "../../desk/mail-words.ts";

export interface TimesFact {
  readonly rows: readonly { readonly label: string; readonly n: number }[];
  readonly most: number;
  readonly total: number;
  /** How many of them were told too late. */
  readonly late: number;
  readonly slowest: readonly { readonly bookingId: string; readonly when: string; readonly took: string }[];
}

/** How soon both people were told of a cancel: how many within which time, and the slowest by name. */
export function Times({ times }: { readonly times: TimesFact }) {
  const w = useMailWords();
  return (
    <div className="charts">
      <section className="panel" aria-labelledby="times">
        <h2 id="times">{w.times}</h2>
        <p className="soft">{times.total === 0 ? w.noCancels : w.timesWhat}</p>
        {times.total > 0 && (
          <table className="figures">
            <caption className="unseen">{w.times}</caption>
            <thead className="unseen">
              <tr>
                <th scope="col">{w.took}</th>
                <th scope="col">{w.cancels}</th>
              </tr>
            </thead>
            <tbody>
              {times.rows.map(({ label, n }, place) => (
                <tr key={label}>
                  <th scope="row" className={place === 4 && times.late > 0 ? "is-off" : undefined}>
                    {label}
                  </th>
                  <td>
                    <meter min={0} max={times.most} value={n} aria-hidden="true" />
                    <span className="figures-count">{n}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {times.slowest.length > 0 && (
        <section className="panel" aria-labelledby="slowest">
          <h2 id="slowest">{w.slowest}</h2>
          <table className="figures">
            <caption className="unseen">{w.slowest}</caption>
            <thead>
              <tr>
                <th scope="col">{w.cancelled}</th>
                <th scope="col">{w.took}</th>
              </tr>
            </thead>
            <tbody>
              {times.slowest.map(({ bookingId, when, took }) => (
                <tr key={bookingId}>
                  <th scope="row" className="figures-name">
                    <Link to={`/admin/sessions/${bookingId}#mails`}>{when}</Link>
                  </th>
                  <td>{took}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
