import * as z from "zod";
import type { Database, Query } from "../db/query.ts";

/** To which booking a refund belongs, and who gets the money. */
export interface RefundOwner {
  readonly bookingId: string;
  readonly payer: { readonly id: string; readonly name: string };
}

const ownerRow = z
  .object({ booking_id: z.string(), mentee_id: z.string(), name: z.string().nullable() })
  .transform(
    (row): RefundOwner => ({
      bookingId: row.booking_id,
      payer: { id: row.mentee_id, name: row.name ?? "" },
    }),
  );

/** @returns null when there is no such refund. */
export function refundOwnerQuery(db: Database, refundId: string): Query<RefundOwner | null> {
  const sql = `select r.booking_id, b.mentee_id, u.name
    from refunds r join bookings b on b.id = r.booking_id left join users u on u.id = b.mentee_id where r.id = ?1`;
  return {
    statements: [db.prepare(sql).bind(refundId)],
    read: ([result]) => ownerRow.optional().parse(result?.results[0]) ?? null,
  };
}
