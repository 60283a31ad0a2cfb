import { LONGEST_SESSION } from "../../../domain/limits.ts";
import { minorUnitDigits } from "../../../domain/money.ts";
import type { SlotOffer } from "../../../domain/slots.ts";
import { MINUTE } from "../../../domain/time.ts";
import type { Offer } from "../../../worker/contract.ts";
import type { OfferLine } from "./blocks.ts";

/** Offered in the form, so that nobody types a currency; others that a platform set are kept. */
export const CURRENCIES = [
  "usd",
  "eur",
  "gbp",
  "mxn",
  "cop",
  "clp",
  "brl",
  "jpy",
  "inr",
  "ngn",
  "kwd",
] as const;

const MOST_OFFERS = 12;

export const linesOf = (offers: readonly SlotOffer[]): readonly OfferLine[] =>
  offers.map(({ durationMinutes, price }) => ({
    minutes: String(durationMinutes),
    price: majorOf(price.amount, price.currency),
    currency: price.currency,
  }));

function majorOf(amount: number, currency: string): string {
  const digits = minorUnitDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

export function readLines(form: URLSearchParams): readonly OfferLine[] {
  const prices = form.getAll("price");
  const currencies = form.getAll("currency");
  return form
    .getAll("minutes")
    .slice(0, MOST_OFFERS)
    .map((minutes, index) => ({
      minutes,
      price: prices[index] ?? "",
      currency: currencies[index] ?? "usd",
    }));
}

export function editLines(lines: readonly OfferLine[], intent: string): readonly OfferLine[] {
  const [what, index] = intent.split("-");
  if (what === "add" && lines.length < MOST_OFFERS) {
    return [...lines, { minutes: "", price: "", currency: lines.at(-1)?.currency ?? "usd" }];
  }
  if (what === "remove") return lines.filter((_, position) => position !== Number(index));
  return lines;
}

/** "50", "50.00" and "50,00" are fifty; null for what is no price in this currency (half a yen is none). */
export function readPrice(text: string, currency: string): number | null {
  const match = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (match === null) return null;
  const digits = minorUnitDigits(currency);
  const [, whole = "0", fraction = ""] = match;
  if (fraction.length > digits) return null;
  return Number(whole + fraction.padEnd(digits, "0"));
}

/** The offers to store, or the number of the line that cannot be. */
export function offersOf(
  lines: readonly OfferLine[],
):
  | { readonly offers: readonly Offer[] }
  | { readonly wrong: number; readonly problem: "minutes" | "price" | "twice" } {
  const offers: Offer[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.minutes === "" && line.price === "") continue;
    const durationMinutes = Number(line.minutes);
    const known = Number.isInteger(durationMinutes) && durationMinutes >= 5;
    if (!known || durationMinutes * MINUTE > LONGEST_SESSION) return { wrong: index, problem: "minutes" };
    if (offers.some((offer) => offer.durationMinutes === durationMinutes))
      return { wrong: index, problem: "twice" };
    const currency = /^[a-z]{3}$/.test(line.currency) ? line.currency : "usd";
    const amount = readPrice(line.price === "" ? "0" : line.price, currency);
    if (amount === null) return { wrong: index, problem: "price" };
    offers.push({ durationMinutes, price: { amount, currency } });
  }
  return { offers };
}
