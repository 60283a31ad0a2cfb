import * as z from "zod";
import type { AvailableHours, SlotOffer } from "../../domain/slots.ts";
import {
  AVAILABILITY_MAX,
  DAYS_OFF_LONGEST,
  HEADLINE_MAX_CHARACTERS,
  NAME_MAX_CHARACTERS,
  OFFERS_MAX,
  URL_MAX_CHARACTERS,
} from "../limits.ts";
import { durationMinutes, price } from "./common.ts";

// What a person is described by: one set of checks for platforms (PUT users) and for people themselves (the dashboard).

/**
 * One line of visible text: names and headlines end up in subjects, calendars and file names, and beside other people's. What turns
 * the direction of writing would turn theirs as well (Unicode UAX 9; the page isolates names, a mail's subject cannot). Joiners
 * stay: Persian and emoji are written with them.
 */
const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `must be at most ${longest} characters`)
    .refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), "must be a single line")
    .refine(
      (text) => !/\p{Bidi_Control}/u.test(text),
      "must hold no characters that change the direction of text",
    )
    .refine((text) => text === "" || isVisible(text), "must hold a character that can be seen");

/**
 * Taken apart as the person search does (db/fold.ts), so that a name always leaves something there. Letters, digits, signs; the
 * fillers of Hangul are letters that are never drawn, and U+2800 is Braille's blank.
 */
const isVisible = (text: string): boolean =>
  /[^\p{M}\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text.normalize("NFKD"));

export const name = line(NAME_MAX_CHARACTERS).refine((text) => text !== "", "must not be empty");

export const headline = line(HEADLINE_MAX_CHARACTERS).transform((text) => (text === "" ? null : text));

/** A zone of the IANA database: `Intl` takes offsets too, which have no summer time and are no place. */
export const timezone = z.string().refine(isTimezone, "must be an IANA time zone such as Europe/Madrid");

export const locale = z.enum(["en", "es"]);

export const photoUrl = z
  .string()
  .max(URL_MAX_CHARACTERS)
  .refine((text) => {
    const url = URL.parse(text);
    return url?.protocol === "https:" && url.username === "" && url.password === "";
  }, "must be an https address");

/** "HH:MM" to minutes of the day; "24:00" only as an end. */
const clock = (pattern: RegExp) =>
  z
    .string()
    .regex(pattern, "must be HH:MM")
    .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const hours = z
  .strictObject({
    weekday: z.int().min(0).max(6).meta({ description: "0 is Sunday" }),
    from: clock(/^([01]\d|2[0-3]):[0-5]\d$/),
    to: clock(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
  })
  .refine(({ from, to }) => from < to, { path: ["to"], error: "must be after from" });

type Hours = z.output<typeof hours>;

/** A mentor's week, in the mentor's own local days. Windows of a day may touch, not overlap. */
export const availability = z
  .array(hours)
  .max(AVAILABILITY_MAX)
  .refine((week) => !week.some((one, at) => week.slice(at + 1).some((other) => overlap(one, other))), {
    error: "must not overlap on one day",
  })
  .transform((week): AvailableHours[] =>
    week.map(({ weekday, from, to }) => ({ weekday, fromMinute: from, toMinute: to })),
  );

export const offers = z
  .array(z.strictObject({ duration_minutes: durationMinutes, price }))
  .max(OFFERS_MAX)
  .refine((list) => new Set(list.map((one) => one.duration_minutes)).size === list.length, {
    error: "must name each duration_minutes once",
  })
  .transform((list): SlotOffer[] =>
    list.map((offer) => ({ durationMinutes: offer.duration_minutes, price: offer.price })),
  );

/** A calendar day of four-digit years: such days sort as text. */
const day = z.iso.date("must be a day such as 2026-12-24");

export const daysOff = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ["to"], error: "must not be before from" })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < DAYS_OFF_LONGEST, {
    path: ["to"],
    error: "must be at most a year after from",
  });

const overlap = (one: Hours, other: Hours): boolean =>
  one.weekday === other.weekday && one.from < other.to && other.from < one.to;

function isTimezone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
