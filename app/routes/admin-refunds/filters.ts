import {
  MANUAL_REASONS,
  type ManualReason,
  REFUND_CAUSES,
  type RefundCause,
  type RefundStatus,
} from "../../../domain/booking.ts";

/** The lists of the desk, in this order. `failed` is passed through at once: what failed waits for a person. */
export const TABS = ["manual", "requested", "pending", "succeeded", "all"] as const;
export type Tab = (typeof TABS)[number];

/** Counts go no further: "50+" says enough, and a count that reads everything grows for ever. */
export const COUNTED_TO = 50;

export const COUNTED: readonly RefundStatus[] = ["manual", "requested", "pending", "succeeded"];

/** How long ago it was asked for, at least; in days. */
export const AGES = [1, 7, 30] as const;
export type Age = (typeof AGES)[number];

/** What the desk's URL asks for. Null, or an empty text: whatever it is. */
export interface DeskFilters {
  readonly tab: Tab;
  readonly cause: RefundCause | null;
  /** Why it waits for a person. */
  readonly why: ManualReason | null;
  /** ISO 4217, as it was typed. */
  readonly currency: string;
  readonly age: Age | null;
  /** Of the payer's or the mentor's name. */
  readonly q: string;
}

const oneOf = <T extends string>(all: readonly T[], text: string | null): T | null =>
  all.find((one) => one === text) ?? null;

/** What is not known counts as not said. */
export function filtersOf(search: URLSearchParams): DeskFilters {
  return {
    tab: oneOf(TABS, search.get("status")) ?? "manual",
    cause: oneOf(REFUND_CAUSES, search.get("cause")),
    why: oneOf(MANUAL_REASONS, search.get("why")),
    currency: (search.get("currency") ?? "").trim().slice(0, 3),
    age: AGES.find((days) => String(days) === search.get("age")) ?? null,
    q: (search.get("q") ?? "").slice(0, 100),
  };
}

export const isFiltered = ({ cause, why, currency, age, q }: DeskFilters): boolean =>
  cause !== null || why !== null || age !== null || currency !== "" || q.trim() !== "";

/** The same wishes of another list. Only what waits for a person has a reason to. */
export const inTab = (filters: DeskFilters, tab: Tab): DeskFilters => ({
  ...filters,
  tab,
  why: tab === "manual" ? filters.why : null,
});

export const unfiltered = (tab: Tab): DeskFilters => ({
  tab,
  cause: null,
  why: null,
  currency: "",
  age: null,
  q: "",
});

/** As they stand in the form's fields, and in the URL; what is not asked for is empty. */
export const fieldsOf = ({ cause, why, currency, age, q }: DeskFilters) => ({
  q,
  cause: cause ?? "",
  why: why ?? "",
  currency,
  age: age === null ? "" : String(age),
});

/** The URL of a list: only what says something stands in it. */
export function deskPath(filters: DeskFilters, more: Readonly<Record<string, string>> = {}): string {
  const { tab } = filters;
  const said = { status: tab === "manual" ? "" : tab, ...fieldsOf(filters), ...more };
  const search = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ""));
  const text = search.toString();
  return text === "" ? "/admin/refunds" : `/admin/refunds?${text}`;
}
