import { DAY, HOUR, MINUTE, type Milliseconds } from "../domain/time.ts";

// Every limit of signing in, once, with its source. "Product" is the product page, "Signing in" unless it says otherwise.

/** A browser stays signed in no longer than this after its code was redeemed; signing out, or everywhere, ends it sooner. */
export const BROWSER_SESSION: Milliseconds = 30 * DAY;

/**
 * It ends sooner, too, when nobody is seen in it for `within` (ASVS 7.3.1): people come every week or two and meet nothing that a
 * fresh code is not asked for; an administrator reads other people's data, and signs in each morning. That somebody was seen is
 * written down once in `every` at most: so much less than `within` may be left to whoever has just been there.
 */
export const SEEN = {
  person: { within: 14 * DAY, every: DAY },
  administrator: { within: 12 * HOUR, every: HOUR },
} as const;

/** An administrator's acts want a code that was redeemed no longer ago (issue 6, "admin acts re-confirmed"). */
export const CONFIRMED_FOR: Milliseconds = 15 * MINUTE;

/** Long enough to switch to one's mail and back, short enough that a forgotten mail opens nothing. */
export const CODE_LIFETIME: Milliseconds = 10 * MINUTE;

/** Product: "Five wrong codes end a code". */
export const CODE_ATTEMPTS = 5;

/** Product: "five codes in 15 minutes an address". */
export const CODES_PER_ADDRESS = 5;
export const CODES_PER_ADDRESS_WINDOW: Milliseconds = 15 * MINUTE;

/** Product: "30 an hour a network address". */
export const CODES_PER_NETWORK = 30;
export const CODES_PER_NETWORK_WINDOW: Milliseconds = HOUR;

/** Product, HTTP API, tokens: "1 h unless told, at most 24 h". In seconds, as the API speaks. */
export const TOKEN_SECONDS = 3_600;
export const TOKEN_SECONDS_MAX = 86_400;
