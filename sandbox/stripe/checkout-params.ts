import * as z from "zod";
import type { Sandbox } from "../context.ts";
import { badParam } from "./errors.ts";
import { checkCharge } from "./money.ts";
import { address, expand, flag, integerValue, metadata, nonEmpty, url } from "./params.ts";
import { type Caller, refuseRemoved, seconds } from "./store.ts";

const SHORTEST_S = 30 * 60;
export const LONGEST_S = 24 * 3_600;

const LOCALES = [
  "auto",
  "bg",
  "cs",
  "da",
  "de",
  "el",
  "en",
  "en-GB",
  "es",
  "es-419",
  "et",
  "fi",
  "fil",
  "fr",
  "fr-CA",
  "hr",
  "hu",
  "id",
  "it",
  "ja",
  "ko",
  "lt",
  "lv",
  "ms",
  "mt",
  "nb",
  "nl",
  "pl",
  "pt",
  "pt-BR",
  "ro",
  "ru",
  "sk",
  "sl",
  "sv",
  "th",
  "tr",
  "vi",
  "zh",
  "zh-HK",
  "zh-TW",
] as const;

const unitAmount = integerValue.superRefine((value, context) => {
  if (value >= 0) return;
  const params = { code: "parameter_invalid_integer" };
  context.addIssue({ code: "custom", message: "This value must be greater than or equal to 0.", params });
});

const lineItem = z.strictObject({
  price_data: z.strictObject({
    currency: z.string(),
    product_data: z.strictObject({
      name: nonEmpty,
      description: nonEmpty.optional(),
      images: z.array(url).max(8).optional(),
      metadata: metadata.optional(),
    }),
    tax_behavior: z.enum(["exclusive", "inclusive", "unspecified"]).optional(),
    unit_amount: unitAmount,
  }),
  quantity: integerValue,
});

/** What the sandbox speaks of `POST /v1/checkout/sessions`: payments, by card, priced inline. */
export const createSessionParams = z.strictObject({
  allowed_payment_method_types: z
    .array(z.enum(["card"]))
    .min(1)
    .optional(),
  billing_address_collection: z.enum(["auto", "required"]).optional(),
  cancel_url: url.optional(),
  client_reference_id: nonEmpty.max(200).optional(),
  customer_creation: z.enum(["always", "if_required"]).optional(),
  customer_email: address.optional(),
  expand,
  expires_at: integerValue.optional(),
  line_items: z.array(lineItem).min(1).max(100),
  locale: z.enum(LOCALES).optional(),
  metadata: metadata.optional(),
  mode: z.enum(["payment"]),
  payment_intent_data: z
    .strictObject({
      capture_method: z.enum(["automatic", "automatic_async", "manual"]).optional(),
      description: z.string().max(1000).optional(),
      metadata: metadata.optional(),
      receipt_email: address.optional(),
      statement_descriptor_suffix: z.string().max(22).optional(),
    })
    .optional(),
  payment_method_types: z
    .array(z.enum(["card"]))
    .min(1)
    .optional(),
  phone_number_collection: z.strictObject({ enabled: flag }).optional(),
  submit_type: z.enum(["auto", "book", "donate", "pay"]).optional(),
  success_url: url,
});

export type CreateSession = z.output<typeof createSessionParams>;

/** Checks that depend on nothing stored: run before the idempotency layer keeps anything. */
export function checkSession(sandbox: Sandbox, caller: Caller, params: CreateSession): void {
  refuseRemoved(caller, params);
  const now = seconds(sandbox.now());
  const expiresAt = params.expires_at;
  if (expiresAt !== undefined && expiresAt < now + SHORTEST_S) {
    throw badParam(
      undefined,
      "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
      "expires_at",
    );
  }
  if (expiresAt !== undefined && expiresAt > now + LONGEST_S) {
    throw badParam(
      undefined,
      "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
      "expires_at",
    );
  }
  const currencies = new Set(params.line_items.map((item) => item.price_data.currency.toLowerCase()));
  if (currencies.size > 1)
    throw badParam(undefined, "All line items must have the same currency.", "line_items");
  for (const [index, { quantity }] of params.line_items.entries()) {
    const name = `line_items[${index}][quantity]`;
    if (quantity < 1)
      throw badParam("parameter_invalid_integer", "This value must be greater than or equal to 1.", name);
  }
  checkCharge(total(params), params.line_items[0]?.price_data.currency ?? "", "line_items");
}

/** What the line items come to, in the minor unit. */
export function total(params: CreateSession): number {
  return params.line_items.reduce((sum, item) => sum + item.price_data.unit_amount * item.quantity, 0);
}
