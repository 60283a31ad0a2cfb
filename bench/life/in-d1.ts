import { randomBytes } from "node:crypto";
import { drizzle } from "drizzle-orm/d1";
import { project } from "../../db/projection.ts";
import type { Booking } from "../../domain/booking.ts";

/** Enough that pages half full at the end of each tree do not count. */
const COPIES = 300;

/** Characters of the real services' ids, where the simulation's are shorter: of Checkout, a payment, a refund, a mail. */
const WIDTHS: Readonly<Record<string, number>> = { cs: 66, pi: 27, re: 27, mail: 36 };

/**
 * Bytes that a booking takes in D1 in the end, its refunds, timeline, mails and clicks and all indexes included: the growth of the
 * database by many of them, under ids as long as real ones are.
 */
export async function bytesInD1(db: D1Database, booking: Booking): Promise<number> {
  const size = async () => (await db.prepare("select 1").run()).meta.size_after;
  const before = await size();
  for (let n = 0; n < COPIES; n++) {
    const outcome = await project(drizzle(db), copyOf(booking), 0);
    if (outcome !== "written") throw new Error(outcome);
  }
  return ((await size()) - before) / COPIES;
}

function copyOf(booking: Booking): Booking {
  const ids = new Map<string, string>();
  const longer = (short: string, kind: string | undefined): string => {
    const width = WIDTHS[kind ?? ""] ?? 32;
    const known =
      ids.get(short) ?? `${kind ? `${kind}_` : ""}${randomBytes(width).toString("hex")}`.slice(0, width);
    ids.set(short, known);
    return known;
  };
  const text = JSON.stringify(booking).replace(
    /\b(?:b0(?:-id-\w+)?|mentor0|mentee0|(cs|pi|re|mail)_\d+)\b/g,
    longer,
  );
  return JSON.parse(text) as Booking;
}
