import * as z from "zod";
import { emailSchema } from "../../auth/email-address.ts";
import { availability, headline, locale, name, offers, photoUrl, timezone } from "./profile.ts";

/** What a platform says of one of its people, whole; hours and offers that are left out stay as they are. */
export const platformUserBody = z.strictObject({
  name,
  email: emailSchema,
  roles: z
    .array(z.enum(["mentor", "mentee", "admin"]))
    .min(1)
    .max(3),
  timezone,
  locale,
  headline: headline.nullish(),
  photo_url: photoUrl.nullish(),
  availability: availability.optional(),
  offers: offers.optional(),
});

export type PlatformUserBody = z.output<typeof platformUserBody>;

export const platformUserJson = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(["mentor", "mentee", "admin"])),
    timezone: z.string(),
    locale,
    headline: z.string().nullable(),
    photo_url: z.string().nullable(),
  })
  .meta({ id: "PlatformUser" });
