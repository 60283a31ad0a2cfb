import * as z from "zod";
import { badParam, type StripeFailure } from "./errors.ts";
import { type FormTree, paramName } from "./form.ts";

// Every form value is text, so every schema starts from text. The issue's `params.code` carries Stripe's error code.

/** A whole number in its decimal form, such as `5000`. */
export const integer = z.string().superRefine((text, context) => {
  if (/^-?\d{1,15}$/.test(text)) return;
  const code = text === "" ? "parameter_invalid_empty" : "parameter_invalid_integer";
  context.addIssue({ code: "custom", message: `Invalid integer: ${text}`, params: { code } });
});
export const integerValue = integer.transform(Number);

/** An amount in the currency's minor unit: above zero, at most eight digits, as Stripe takes them. */
export const amount = integerValue.superRefine((value, context) => {
  if (value < 1) {
    const params = { code: "parameter_invalid_integer" };
    context.addIssue({ code: "custom", message: "This value must be greater than or equal to 1.", params });
  } else if (value > 99_999_999) {
    const params = { code: "amount_too_large" };
    context.addIssue({ code: "custom", message: "Amount must be no more than 99999999.", params });
  }
});

export const flag = z
  .enum(["true", "false"], { error: "Invalid boolean" })
  .transform((text) => text === "true");

export const nonEmpty = z.string().superRefine((text, context) => {
  if (text !== "") return;
  const params = { code: "parameter_invalid_empty" };
  context.addIssue({
    code: "custom",
    message: "You passed an empty string. We assume empty values are an attempt to unset a parameter.",
    params,
  });
});

export const address = z.string().superRefine((text, context) => {
  if (/^[^@\s]+@[^@\s]+$/.test(text)) return;
  context.addIssue({
    code: "custom",
    message: `Invalid email address: ${text}`,
    params: { code: "email_invalid" },
  });
});

export const url = z.string().superRefine((text, context) => {
  if (/^https?:\/\/[^/]/.test(text) && URL.canParse(text)) return;
  context.addIssue({ code: "custom", message: "Not a valid URL", params: { code: "url_invalid" } });
});

/** At most 50 keys of 40 characters with values of 500; an empty string in place of it all clears it. */
export const metadata = z.preprocess(
  (value) => (value === "" ? {} : value),
  z
    .record(
      z.string().max(40, "Metadata keys can have up to 40 characters"),
      z.string().max(500, "Metadata values can have up to 500 characters"),
    )
    .refine((entries) => Object.keys(entries).length <= 50, "You cannot have more than 50 keys in metadata"),
);

/** When an object was made: an instant, or a range of them, in seconds. */
export const created = z
  .union([
    integerValue.transform((at) => ({ gte: at, lte: at })),
    z.strictObject({
      gt: integerValue.optional(),
      gte: integerValue.optional(),
      lt: integerValue.optional(),
      lte: integerValue.optional(),
    }),
  ])
  .optional();

/** Whether an object falls into the range that was asked for. */
export function isMadeIn(range: z.output<typeof created>, at: number): boolean {
  const { gt, gte, lt, lte }: Partial<Record<"gt" | "gte" | "lt" | "lte", number | undefined>> = range ?? {};
  return at > (gt ?? -1) && at >= (gte ?? 0) && at < (lt ?? Infinity) && at <= (lte ?? Infinity);
}

export const expand = z.array(z.string()).optional();

/** Parses what was sent, or throws Stripe's refusal of the first thing wrong with it. */
export function parseParams<T>(schema: z.ZodType<T>, tree: FormTree): T {
  const result = schema.safeParse(tree);
  if (result.success) return result.data;
  throw toFailure(result.error.issues, tree);
}

function toFailure(issues: readonly z.core.$ZodIssue[], tree: FormTree): StripeFailure {
  // An unknown name is told first: Stripe checks names before values.
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) return badParam(undefined, "Invalid request.");
  if (issue.code === "unrecognized_keys") {
    const name = paramName([...issue.path, ...issue.keys.slice(0, 1)]);
    return badParam("parameter_unknown", `Received unknown parameter: ${name}`, name);
  }
  const name = paramName(issue.path);
  if (valueAt(tree, issue.path) === undefined) {
    return badParam("parameter_missing", `Missing required param: ${name}.`, name);
  }
  if (issue.code === "invalid_value") {
    const allowed = issue.values.map(String).join(", ");
    return badParam(undefined, `Invalid ${name}: must be one of ${allowed}`, name);
  }
  if (issue.code === "invalid_type") return badParam(undefined, `Invalid ${issue.expected}`, name);
  const code = issue.code === "custom" ? (issue.params as { code?: unknown } | undefined)?.code : undefined;
  return badParam(typeof code === "string" ? code : undefined, issue.message, name);
}

function valueAt(tree: FormTree, path: readonly PropertyKey[]): unknown {
  let value: unknown = tree;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}
