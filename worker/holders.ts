import * as z from "zod";
import type { Database, Query } from "../db/query.ts";
import { LONGEST_SESSION } from "../domain/limits.ts";
import type { Instant } from "../domain/time.ts";
import type { Service } from "./service.ts";

/** A live booking that lies across a wanted time. */
export interface Holder {
  readonly id: string;
  readonly isDraft: boolean;
  readonly mentorId: string;
  readonly menteeId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly holdUntil: Instant | null;
}

const holderRow = z
  .object({
    id: z.string(),
    status: z.string(),
    mentor_id: z.string(),
    mentee_id: z.string(),
    starts_at: z.number(),
    ends_at: z.number(),
    hold_until: z.number().nullable(),
  })
  .transform(
    (row): Holder => ({
      id: row.id,
      isDraft: row.status === "draft",
      mentorId: row.mentor_id,
      menteeId: row.mentee_id,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      holdUntil: row.hold_until,
    }),
  );

/** Drafts and what the clock still moves, of either person, that overlap [startsAt, endsAt): what D1's trigger would refuse for. */
export function holdersQuery(
  db: Database,
  wish: {
    readonly mentorId: string;
    readonly menteeId: string;
    readonly startsAt: Instant;
    readonly endsAt: Instant;
  },
): Query<Holder[]> {
  const of = (person: "mentor_id" | "mentee_id", parameter: string) =>
    `select id, status, mentor_id, mentee_id, starts_at, ends_at, hold_until from bookings
     where ${person} = ${parameter} and stage in (0, 1)
       and starts_at > ?3 and starts_at < ?5 and ends_at > ?4`;
  const sql = `${of("mentor_id", "?1")} union ${of("mentee_id", "?2")}`;
  const { mentorId, menteeId, startsAt, endsAt } = wish;
  return {
    statements: [db.prepare(sql).bind(mentorId, menteeId, startsAt - LONGEST_SESSION, startsAt, endsAt)],
    read: ([result]) => (result?.results ?? []).map((row) => holderRow.parse(row)),
  };
}

export const isOverdue = (holder: Holder, now: Instant): boolean =>
  holder.isDraft && holder.holdUntil !== null && holder.holdUntil <= now;

/**
 * Asks the objects of overdue drafts to look at their clocks (ENGINEERING, "Slots"): each frees its slot if Stripe says that
 * nobody paid, and keeps it otherwise. D1 never frees by the clock what an object may just be confirming.
 */
export async function wakeOverdue(service: Service, holders: readonly Holder[], now: Instant): Promise<void> {
  const overdue = holders.filter((holder) => isOverdue(holder, now));
  await Promise.all(overdue.map((holder) => service.booking(holder.id).wake()));
}
