import type * as z from "zod";
import { accepted, type Result, refused } from "../domain/result.ts";
import type { FieldError } from "./problems.ts";

/**
 * NUL and halves of surrogate pairs: no text that people write, and D1, mail and calendars each trip over them in their own
 * way. Refused at the edge, wherever in the body they stand.
 */
export function unprintable(value: unknown, path: readonly string[] = []): FieldError[] {
  if (typeof value === "string") {
    const fits = !value.includes("\0") && !/\p{Cs}/u.test(value);
    return fits ? [] : [{ field: path.join("."), message: "must not contain NUL or broken Unicode" }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unprintable(inner, [...path, key]));
}

/** Checks a body or a query, and says of each field what does not fit. */
export function checked<S extends z.ZodType>(
  schema: S,
  value: unknown,
): Result<z.output<S>, readonly FieldError[]> {
  // The schema first: what fits it is no deeper than it is, so that walking through it cannot be made to overflow.
  const parsed = schema.safeParse(value);
  if (!parsed.success) return refused(parsed.error.issues.flatMap(fieldErrors));
  const broken = unprintable(value);
  return broken.length === 0 ? accepted(parsed.data) : refused(broken);
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ field: [...path, key].join("."), message: "is not a known field" }));
  }
  return [{ field: path.join("."), message: issue.message }];
}

/** A query as its schema sees it: the first of each name; an empty one is as good as absent. */
export function queryOf(url: URL): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (value !== "" && !Object.hasOwn(query, name)) query[name] = value;
  }
  return query;
}
