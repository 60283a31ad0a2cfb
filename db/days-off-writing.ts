import * as z from "zod/mini";
import type { DaysOff } from "../domain/slots.ts";
import { type Database, firstRow, type Query } from "./query.ts";

const stored = z.object({ from_day: z.string() });

/**
 * Adds days off; ranges may touch and overlap, and of two from the same day the longer stays. Ranges that were over before
 * `yesterday` are forgotten at the same time. The caller has checked that the person is a mentor.
 *
 * @param most how many ranges one person may have.
 * @returns false when there are as many already: nothing is added.
 */
export function addDaysOff(
  db: Database,
  userId: string,
  { from, to }: DaysOff,
  { yesterday, most }: { readonly yesterday: string; readonly most: number },
): Query<boolean> {
  return {
    statements: [
      db.prepare("delete from days_off where user_id = ?1 and to_day < ?2").bind(userId, yesterday),
      db
        .prepare(
          `insert into days_off (user_id, from_day, to_day) select ?1, ?2, ?3
           where (select count(*) from days_off where user_id = ?1) < ?4
             or exists (select 1 from days_off where user_id = ?1 and from_day = ?2)
           on conflict do update set to_day = max(to_day, excluded.to_day) returning from_day`,
        )
        .bind(userId, from, to, most),
    ],
    read: ([, added]) => firstRow(stored, added) !== undefined,
  };
}

/** Takes back the days off that begin on `from`; what is not there is gone already. */
export const removeDaysOff = (db: Database, userId: string, from: string): Query<null> => ({
  statements: [db.prepare("delete from days_off where user_id = ?1 and from_day = ?2").bind(userId, from)],
  read: () => null,
});
