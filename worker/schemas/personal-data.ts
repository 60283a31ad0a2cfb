import * as z from "zod";
import { instantOut } from "./common.ts";

// The JSON of everything that is held about a person, for themselves.

const instantOrNone = instantOut.nullable();
const act = { at: instantOut, by: z.string(), action: z.string(), outcome: z.string().nullable() };

export const personalBookingJson = z.object({
  id: z.string(),
  status: z.string().meta({ description: "As it is stored" }),
  role: z.enum(["mentor", "mentee"]),
  with: z.object({ id: z.string(), name: z.string() }),
  starts_at: instantOut,
  ends_at: instantOut,
  booked_at: instantOut,
  price: z.object({ amount: z.int(), currency: z.string() }),
  payment: z
    .object({
      payment_intent: z.string(),
      card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
    })
    .nullable()
    .meta({ description: "The payer's own" }),
  cancellation: z.object({ at: instantOut, by: z.string(), reason: z.string().nullable() }).nullable(),
  contest: z.object({ at: instantOut, reason: z.string() }).nullable(),
  refunds: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      amount: z.int(),
      currency: z.string(),
      cause: z.string(),
      requested_at: instantOut,
      settled_at: instantOrNone,
    }),
  ),
  review: z
    .object({ rating: z.int(), comment: z.string().nullable(), by: z.enum(["you", "mentee"]) })
    .nullable(),
  timeline: z.array(z.object({ at: instantOut, type: z.string(), by: z.string() })),
  mails: z.array(
    z.object({ kind: z.string(), status: z.string(), detail: z.string().nullable(), at: instantOut }),
  ),
  joins: z.array(z.object({ clicked_at: instantOut, clicks: z.int(), joined_at: instantOrNone })),
  acts: z.array(z.object(act)),
});

export const personalRecordsJson = z.object({
  exported_at: instantOut,
  profile: z.object({
    id: z.string(),
    email: z.string().nullable(),
    name: z.string(),
    headline: z.string().nullable(),
    photo_url: z.string().nullable(),
    timezone: z.string(),
    locale: z.string(),
    roles: z.array(z.string()),
    made_by: z.string(),
    since: instantOut,
  }),
  photo: z.object({ content_type: z.string(), fetched_at: instantOut, base64: z.string() }).nullable(),
  availability: z.array(z.object({ weekday: z.int(), from_minute: z.int(), to_minute: z.int() })),
  days_off: z.array(z.object({ from: z.string(), to: z.string() })),
  offers: z.array(z.object({ duration_minutes: z.int(), amount: z.int(), currency: z.string() })),
  calendar_feed: z
    .object({ since: instantOut })
    .nullable()
    .meta({ description: "Its address is a secret, and is not told here" }),
  sessions: z.array(z.object({ kind: z.string(), since: instantOut, until: instantOut })),
  visits: z.array(z.string()).meta({ description: "Days, in UTC, on which My Sessions was opened" }),
  sign_in_codes: z.array(z.object({ sent_at: instantOut, good_until: instantOut, used_at: instantOrNone })),
  acts: z.array(z.object({ ...act, reason: z.string().nullable() })),
});

export const personalDataJson = personalRecordsJson
  .extend({ bookings: z.array(personalBookingJson) })
  .meta({ id: "PersonalData" });
