import { useLedgerWords } from "./ledger-words.ts";

interface Pair {
  readonly ours: string;
  readonly stripes: string;
  /** Ours less Stripe's; null when they are the same. */
  readonly difference: string | null;
}

export interface Sums {
  readonly currency: string;
  readonly paid: Pair;
  readonly refunded: Pair;
}

/** Both books side by side. What is the same is said once, quietly. */
export function SumsTable({ sums, caption }: { readonly sums: readonly Sums[]; readonly caption: string }) {
  const w = useLedgerWords();
  if (sums.length === 0) return <p className="soft">{w.nothingMoved}</p>;
  const rows = sums.flatMap(({ currency, paid, refunded }) => [
    { key: `${currency}-in`, name: w.paid, ...paid },
    { key: `${currency}-out`, name: w.refunded, ...refunded },
  ]);
  return (
    <table className="figures">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{w.ours}</th>
          <th scope="col">{w.stripes}</th>
          <th scope="col">{w.difference}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, ours, stripes, difference }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>{ours}</td>
            <td>{stripes}</td>
            <td className={difference === null ? "soft" : "is-off"}>{difference ?? "0"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
