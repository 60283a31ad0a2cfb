/** An amount in the currency's minor unit (cents, yen, thousandths of a dinar): an integer >= 0; the currency in lower case, ISO 4217, as Stripe writes it. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/**
 * How many digits of the minor unit stand behind the point: 2 for usd, 0 for jpy, 3 for kwd. From CLDR, by way of Intl.
 * Stripe differs for a few currencies (isk, ugx: two digits that must be 00), which is its adapter's business.
 */
export function minorUnitDigits(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** "$50.00", "50,00 €": with the currency, in the reader's language. */
export function formatMoney(money: Money, locale: string): string {
  const value = money.amount / 10 ** minorUnitDigits(money.currency);
  return new Intl.NumberFormat(locale, { style: "currency", currency: money.currency }).format(value);
}

/** `percent` of `money`, rounded down to the minor unit: never more than was paid. */
export function percentOf(money: Money, percent: number): Money {
  return { amount: Math.floor((money.amount * percent) / 100), currency: money.currency };
}
