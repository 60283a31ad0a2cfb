import { keeping } from "./keeping.ts";

/** An amount in the currency's minor unit (cents, yen, thousandths of a dinar): an integer >= 0; the currency in lower case, ISO 4217, as Stripe writes it. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

// ISO 4217's exceptions from two digits. Not from Intl: CLDR gives 0 for currencies that are no longer paid in coins (huf, cop,
// idr …), while Stripe and ISO count their hundredths.
const WITHOUT_MINOR_UNIT: readonly string[] =
  "bif clp djf gnf isk jpy kmf krw pyg rwf ugx uyi vnd vuv xaf xof xpf".split(" ");
const IN_THOUSANDTHS: readonly string[] = "bhd iqd jod kwd lyd omr tnd".split(" ");

/**
 * How many digits of the minor unit stand behind the point: 2 for usd, 0 for jpy, 3 for kwd (ISO 4217). Stripe differs for isk
 * and ugx, which is its adapter's business, and counts mga without hundredths.
 */
export function minorUnitDigits(currency: string): number {
  const code = currency.toLowerCase();
  if (WITHOUT_MINOR_UNIT.includes(code) || code === "mga") return 0;
  return IN_THOUSANDTHS.includes(code) ? 3 : 2;
}

/** "$50.00", "50,00 €": with the currency, in the reader's language. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  return formatterOf(currency, locale).format(amount / 10 ** minorUnitDigits(currency));
}

/** Of a few currencies in a few languages. */
const formatterOf = keeping(200, (currency: string, locale: string) => {
  const digits = minorUnitDigits(currency);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
});

/** `percent` of `money`, rounded down to the minor unit: never more than was paid. */
export function percentOf(money: Money, percent: number): Money {
  return { amount: Math.floor((money.amount * percent) / 100), currency: money.currency };
}
