import * as z from "zod";
import { idSchema } from "../../domain/id-schema.ts";
import { REASON_MAX_CHARACTERS } from "../../domain/limits.ts";
import { minorUnitDigits } from "../../domain/money.ts";
import { PAGE_LIMIT, PAGE_LIMIT_MAX, PRICE_MAX, SESSION_MAX_MINUTES } from "../limits.ts";

/** An instant in an answer. */
export const instantOut = z.string().meta({ format: "date-time", description: "RFC 3339, UTC" });

/** An instant in a request: RFC 3339 with any offset, to the millisecond. Parsed to milliseconds since the epoch. */
export const instantIn = z.iso
  .datetime({ offset: true, error: "must be an RFC 3339 instant, such as 2026-11-20T15:00:00Z" })
  .transform((text) => Date.parse(text));

export const id = idSchema.meta({ description: "Opaque, at most 40 characters of A-Z a-z 0-9 _ -" });

export const idParams = z.object({ id });

/** Every currency that Intl knows: ISO 4217's active ones and some that are gone, which no card has either. */
const CURRENCIES = new Set(Intl.supportedValuesOf("currency").map((code) => code.toLowerCase()));

export const price = z
  .strictObject({
    amount: z.int().min(0).max(PRICE_MAX),
    currency: z.string().refine((code) => CURRENCIES.has(code), "must be an ISO 4217 currency in lower case"),
  })
  .refine(({ amount, currency }) => minorUnitDigits(currency) < 3 || amount % 10 === 0, {
    // Stripe, "Currencies": three-decimal amounts are charged with a last digit of 0, or not at all.
    error: "must end in 0 in a currency of three decimals: no card is charged thousandths",
    path: ["amount"],
  })
  .meta({ id: "Price", description: "In the currency's minor unit: cents, yen, thousandths of a dinar" });

export const durationMinutes = z.int().min(1).max(SESSION_MAX_MINUTES);

export const limit = z
  .string()
  .regex(/^\d{1,4}$/, "must be a whole number")
  .transform(Number)
  .pipe(z.int().min(1).max(PAGE_LIMIT_MAX))
  .default(PAGE_LIMIT)
  .meta({ override: { type: "integer", minimum: 1, maximum: PAGE_LIMIT_MAX, default: PAGE_LIMIT } });

/** What people write as a reason; blanks alone are none. Counted in characters as people do, not in UTF-16 halves. */
export const reasonText = z
  .string()
  .refine(
    (text) => [...text].length <= REASON_MAX_CHARACTERS,
    `must be at most ${REASON_MAX_CHARACTERS} characters`,
  )
  .transform((text) => text.trim())
  .meta({ override: { type: "string", maxLength: REASON_MAX_CHARACTERS } });

/** A reason that must be given. */
export const neededReason = reasonText.refine((text) => text !== "", "must not be empty");

const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: "Stable: programs may switch on it" }),
    detail: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    cancel_deadline: instantOut.optional(),
    join_opens_at: instantOut.optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457" });

export const problemBody = problemSchema;
