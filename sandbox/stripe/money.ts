import { badParam } from "./errors.ts";

/** What Stripe takes, in lower case: the currencies of its documentation's list of presentment currencies. */
const CURRENCIES = new Set(
  (
    "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf " +
    "clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils " +
    "inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk " +
    "mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp " +
    "sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw"
  ).split(" "),
);

const ZERO_DECIMAL = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split(" "));
const THREE_DECIMAL = new Set("bhd jod kwd omr tnd".split(" "));

/** Smallest charges, in the minor unit, from Stripe's documentation. */
const MINIMUM: Record<string, number> = {
  usd: 50,
  aed: 200,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
};

export function decimals(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** `5000 usd` as people read it: `50.00 USD`. */
export function formatMoney(amount: number, currency: string): string {
  return `${(amount / 10 ** decimals(currency)).toFixed(decimals(currency))} ${currency.toUpperCase()}`;
}

/** Throws what Stripe answers to a currency it does not know or an amount it does not charge. */
export function checkCharge(amount: number, given: string, param: string): string {
  const currency = given.toLowerCase();
  if (!CURRENCIES.has(currency)) {
    throw badParam(
      undefined,
      `Invalid currency: ${given}. Stripe currently supports these currencies: ${[...CURRENCIES].join(", ")}`,
      "currency",
    );
  }
  const minimum = MINIMUM[currency] ?? 1;
  if (amount < minimum) {
    throw badParam("amount_too_small", `Amount must be at least ${formatMoney(minimum, currency)}`, param);
  }
  // "To ensure compatibility with Stripe's payments partners, these API calls require the last digit to be 0."
  if (THREE_DECIMAL.has(currency) && amount % 10 !== 0) {
    throw badParam(
      "parameter_invalid_integer",
      `Invalid amount for ${currency}: the last digit must be 0`,
      param,
    );
  }
  return currency;
}
