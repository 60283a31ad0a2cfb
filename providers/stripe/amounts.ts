import type { Money } from "../../domain/money.ts";

/**
 * Stripe writes the króna and the Ugandan shilling with two digits that must be 00, although neither has a smaller coin
 * (docs.stripe.com/currencies, "Special cases"): 5 ISK are 500 there, and 5 here.
 */
const TWO_ZEROS: readonly string[] = ["isk", "ugx"];

const factor = (currency: string): number => (TWO_ZEROS.includes(currency) ? 100 : 1);

/** Our amount in Stripe's unit. */
export const toStripe = (money: Money): number => money.amount * factor(money.currency);

/** Stripe's amount in our unit. What is no whole number then was never one of our prices, and equals none. */
export const fromStripe = (amount: number, currency: string): number => amount / factor(currency);
