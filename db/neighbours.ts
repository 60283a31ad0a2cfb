import * as z from "zod/mini";
import type { ParticipantRole } from "../domain/booking.ts";
import type { Instant } from "../domain/time.ts";
import { type Database, firstRow, type Query } from "./query.ts";

/** A session next to another in its participant's own order of time. */
export interface Neighbour {
  readonly id: string;
  readonly startsAt: Instant;
  /** Of the other person. */
  readonly name: string;
}

export interface Neighbours {
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
}

const neighbourRow = z.object({ id: z.string(), starts_at: z.number(), name: z.nullable(z.string()) });

/**
 * The sessions before and after one, of all that a person takes part in, whichever list they stand in: by start, then id. Each
 * is a merge of ranges of which one row is read: the indexes begin with the person and the stage (db/sessions-list.ts). Where
 * the session itself is not known there are none.
 */
export function neighboursQuery(db: Database, id: string, viewerId: string): Query<Neighbours> {
  return {
    statements: (["<", ">"] as const).map((side) => db.prepare(neighbourSql(side)).bind(id, viewerId)),
    read: ([before, after]) => ({ previous: neighbourOf(before), next: neighbourOf(after) }),
  };
}

/** ?1 the session, ?2 the person. A mentor's drafts are not shown to them; D1 takes five terms in a compound, and these are five. */
function neighbourSql(side: "<" | ">"): string {
  const direction = side === "<" ? "desc" : "asc";
  const range = (role: ParticipantRole, other: ParticipantRole, stage: number): string =>
    `select id, starts_at, ${other}_id as other_id from bookings
     where ${role}_id = ?2 ${role === "mentor" ? "and mentee_id <> ?2" : ""} and stage = ${stage}
       and (starts_at, id) ${side} (select starts_at, id from bookings where id = ?1)`;
  const ranges = [
    ...[0, 1, 2].map((stage) => range("mentee", "mentor", stage)),
    ...[1, 2].map((stage) => range("mentor", "mentee", stage)),
  ];
  return `select b.id, b.starts_at, u.name from (
      ${ranges.join(" union all ")} order by starts_at ${direction}, id ${direction} limit 1
    ) b left join users u on u.id = b.other_id`;
}

function neighbourOf(result: D1Result<Record<string, unknown>> | undefined): Neighbour | null {
  const row = firstRow(neighbourRow, result);
  return row === undefined ? null : { id: row.id, startsAt: row.starts_at, name: row.name ?? "" };
}
