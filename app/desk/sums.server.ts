import { formatMoney } from "../../domain/money.ts";
import type { DayTotals } from "../../domain/reconciliation.ts";
import type { Locale } from "../messages/locale.ts";
import type { Sums } from "./sums.tsx";

/** A day's sums in the reader's words, a currency each. */
export function sumsOf(totals: readonly DayTotals[], locale: Locale): readonly Sums[] {
  return totals.map(({ currency, paidHere, paidThere, refundedHere, refundedThere }) => {
    const pair = (ours: number, stripes: number): Sums["paid"] => ({
      ours: formatMoney({ amount: ours, currency }, locale),
      stripes: formatMoney({ amount: stripes, currency }, locale),
      difference: ours === stripes ? null : formatMoney({ amount: ours - stripes, currency }, locale),
    });
    return { currency, paid: pair(paidHere, paidThere), refunded: pair(refundedHere, refundedThere) };
  });
}
