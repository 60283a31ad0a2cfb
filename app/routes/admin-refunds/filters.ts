import type { RefundStatus } from "../../../domain/booking.ts";

/** The lists of the desk, in this order. `failed` is passed through at once: what failed waits for a person. */
export const TABS = ["manual", "requested", "pending", "succeeded", "all"] as const;
export type Tab = (typeof TABS)[number];

/** Counts go no further: "50+" says enough, and a count that reads everything grows for ever. */
export const COUNTED_TO = 50;

export const COUNTED: readonly RefundStatus[] = ["manual", "requested", "pending", "succeeded"];

export const tabOf = (text: string | null): Tab => TABS.find((tab) => tab === text) ?? "manual";

/** The URL of a list: only what says something stands in it. */
export function deskPath(tab: Tab, more: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams({ ...(tab === "manual" ? {} : { status: tab }), ...more });
  const text = search.toString();
  return text === "" ? "/admin/refunds" : `/admin/refunds?${text}`;
}
