import * as z from "zod";
import { idSchema } from "../domain/id-schema.ts";
import { COMMENT_MAX_CHARACTERS } from "./limits.ts";
import { durationMinutes, price } from "./schemas/common.ts";
import {
  availability,
  daysOff,
  headline,
  locale,
  name,
  offers,
  photoUrl,
  timezone,
} from "./schemas/profile.ts";

// The dashboard's forms, as RPC brings them: the same checks as the HTTP API's, under the names of the RPC.

export const attemptForm = z.object({
  codeId: z.string().max(64),
  /** People paste codes with blanks around and between. */
  code: z
    .string()
    .max(32)
    .transform((text) => text.replace(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/)),
  browserSecret: z.string().min(1).max(256),
  locale,
  // A browser's zone that Intl here does not know must keep nobody from signing in.
  timezone: timezone.catch("UTC"),
});

export const wishForm = z.object({
  mentorId: idSchema,
  startsAt: z.int().min(0).max(8_640_000_000_000_000),
  durationMinutes,
});

export const reviewForm = z.object({
  rating: z.int().min(1).max(5),
  comment: z.string().trim().max(COMMENT_MAX_CHARACTERS).nullable(),
});

export const profileForm = z.object({
  name,
  headline: headline.nullable(),
  photoUrl: photoUrl.nullable(),
  timezone,
  locale,
});

export const weekForm = availability;

export const daysOffForm = daysOff;

export const offersForm = z
  .array(z.object({ durationMinutes, price }))
  .transform((list) => list.map((one) => ({ duration_minutes: one.durationMinutes, price: one.price })))
  .pipe(offers);
