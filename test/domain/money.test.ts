import { describe, expect, it } from "vitest";
import { formatMoney, minorUnitDigits, percentOf } from "../../domain/money.ts";

/** Intl separates with spaces that do not break: told apart on a page, not in a test. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

describe("the minor unit", () => {
  it.each([
    ["usd", 2],
    ["eur", 2],
    ["jpy", 0],
    ["krw", 0],
    ["clp", 0],
    ["kwd", 3],
    ["bhd", 3],
    ["tnd", 3],
  ])("of %s stands %i digits behind the point", (currency, digits) => {
    expect(minorUnitDigits(currency)).toBe(digits);
  });

  it("is ISO 4217's, also where coins are gone and CLDR counts none", () => {
    expect(["huf", "cop", "idr"].map(minorUnitDigits)).toEqual([2, 2, 2]);
    expect(["mga", "isk", "ugx"].map(minorUnitDigits)).toEqual([0, 0, 0]);
  });
});

describe("money as people read it", () => {
  it.each([
    [5_000, "usd", "en", "$50.00"],
    [5_000, "eur", "es", "50,00 €"],
    [1, "usd", "en", "$0.01"],
    [0, "usd", "en", "$0.00"],
    [5_000, "jpy", "en", "¥5,000"],
    [12_345, "kwd", "en", "KWD 12.345"],
    [12_345, "kwd", "es", "12,345 KWD"],
    [99_999_999, "usd", "en", "$999,999.99"],
  ])("%i minor units of %s in %s are %s", (amount, currency, locale, text) => {
    expect(plain(formatMoney({ amount, currency }, locale))).toBe(text);
  });
});

describe("a share of what was paid", () => {
  it("is all of it at 100 %, to the last minor unit and in the same currency", () => {
    for (const amount of [0, 1, 3, 4_999, 99_999_999]) {
      expect(percentOf({ amount, currency: "kwd" }, 100)).toEqual({ amount, currency: "kwd" });
    }
  });

  it("is rounded down: never more than was paid", () => {
    expect(percentOf({ amount: 4_999, currency: "usd" }, 50)).toEqual({ amount: 2_499, currency: "usd" });
    expect(percentOf({ amount: 1, currency: "jpy" }, 99)).toEqual({ amount: 0, currency: "jpy" });
    expect(percentOf({ amount: 5_000, currency: "usd" }, 0)).toEqual({ amount: 0, currency: "usd" });
  });
});
