import * as z from "zod/mini";
import type { SlotOffer } from "../domain/slots.ts";
import { type Database, firstRow, type Query } from "./query.ts";

/** A mentor as the directory shows them. */
export interface MentorRow {
  readonly id: string;
  readonly name: string;
  readonly headline: string | null;
  readonly photoUrl: string | null;
  /** IANA name. */
  readonly timezone: string;
  /** Shortest first. */
  readonly offers: readonly SlotOffer[];
  /** Null before the first review. `average` is of 1 to 5, not rounded. */
  readonly rating: { readonly average: number; readonly count: number } | null;
}

/** The last mentor of the page before: the next begins behind it. */
export interface MentorsCursor {
  readonly name: string;
  readonly id: string;
}

export interface MentorsPage {
  readonly rows: readonly MentorRow[];
  readonly next: MentorsCursor | null;
}

// The offers come along as JSON, each mentor's by its own key; the rating stands summed up beside the name
// (db/reviews.ts), so that no review is read.
const COLUMNS = `u.id, u.name, u.headline, u.photo_url, u.timezone, u.rating_count, u.rating_total,
  (select json_group_array(json_array(c.duration_minutes, c.amount, c.currency))
   from offers c where c.user_id = u.id) as offers`;

const mentorRow = z.pipe(
  z.object({
    id: z.string(),
    name: z.string(),
    headline: z.nullable(z.string()),
    photo_url: z.nullable(z.string()),
    timezone: z.string(),
    rating_count: z.number(),
    rating_total: z.number(),
    offers: z.string(),
  }),
  z.transform(
    (row): MentorRow => ({
      id: row.id,
      name: row.name,
      headline: row.headline,
      photoUrl: row.photo_url,
      timezone: row.timezone,
      offers: offersOf(row.offers),
      rating:
        row.rating_count === 0
          ? null
          : { average: row.rating_total / row.rating_count, count: row.rating_count },
    }),
  ),
);

const offersJson = z.array(z.tuple([z.number(), z.number(), z.string()]));

const offersOf = (json: string): SlotOffer[] =>
  offersJson
    .parse(JSON.parse(json))
    .map(([durationMinutes, amount, currency]) => ({ durationMinutes, price: { amount, currency } }))
    .sort((a, b) => a.durationMinutes - b.durationMinutes);

/** A page of all mentors by name (then id), from behind the cursor. */
export function mentorsQuery(
  db: Database,
  page: { readonly limit: number; readonly cursor: MentorsCursor | null },
): Query<MentorsPage> {
  // No name comes before the empty one, and no id is empty.
  const { name, id } = page.cursor ?? { name: "", id: "" };
  const sql = `select ${COLUMNS} from users u
    where u.is_mentor = 1 and u.removed_at is null and (u.name, u.id) > (?1, ?2)
    order by u.name, u.id limit ?3`;
  return {
    statements: [db.prepare(sql).bind(name, id, page.limit + 1)],
    read([result]) {
      const rows = (result?.results ?? []).map((row) => mentorRow.parse(row));
      const shown = rows.slice(0, page.limit);
      const last = rows.length > page.limit ? shown.at(-1) : undefined;
      return { rows: shown, next: last === undefined ? null : { name: last.name, id: last.id } };
    },
  };
}

/** One mentor; null when there is nobody of this id, or they are no mentor or removed. */
export function mentorQuery(db: Database, id: string): Query<MentorRow | null> {
  const sql = `select ${COLUMNS} from users u where u.id = ?1 and u.is_mentor = 1 and u.removed_at is null`;
  return {
    statements: [db.prepare(sql).bind(id)],
    read: ([result]) => firstRow(mentorRow, result) ?? null,
  };
}
