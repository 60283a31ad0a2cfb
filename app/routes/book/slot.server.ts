import type { Instant } from "../../../domain/time.ts";

/** Which slot the URL or the form names; null for what names none. */
export function readSlot(
  fields: URLSearchParams,
): { readonly startsAt: Instant; readonly durationMinutes: number } | null {
  const text = fields.get("starts_at") ?? "";
  const startsAt = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  const durationMinutes = Number(fields.get("duration"));
  const known = Number.isInteger(durationMinutes) && durationMinutes > 0 && durationMinutes <= 24 * 60;
  return Number.isNaN(startsAt) || !known ? null : { startsAt, durationMinutes };
}
