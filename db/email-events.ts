import { and, eq, lt, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { Instant } from "../domain/time.ts";
import { emailEvents, emailsSent } from "./schema.ts";

export type EmailEventStatus = (typeof emailEvents.$inferSelect)["status"];

/**
 * Events come in any order and more than once. A complaint follows a delivery; what bounced, bounced. What is lighter than a
 * complaint is no news for long (domain/retention.ts).
 */
const WEIGHT: Readonly<Record<EmailEventStatus, number>> = {
  delayed: 1,
  delivered: 2,
  complained: 3,
  bounced: 4,
  suppressed: 4,
  failed: 4,
};

/** What the email service says of a mail of ours. */
export interface EmailEvent {
  /** The service's own id, as it answered when it took the mail. */
  readonly providerId: string;
  readonly status: EmailEventStatus;
  /** In the service's words, without anybody's address; null where it says no more. */
  readonly detail: string | null;
  readonly at: Instant;
}

/**
 * Keeps what is said, and shows it with the mail if its row is there. If it is not yet, the projection that writes it looks
 * here (`applyEmailEvent`): each of the two is one transaction, so whichever comes second brings them together.
 */
export function noteEmailEvent(db: DrizzleD1Database, event: EmailEvent) {
  const row = { ...event, weight: WEIGHT[event.status] };
  const { providerId: _, ...said } = row;
  return [
    db
      .insert(emailEvents)
      .values(row)
      .onConflictDoUpdate({
        target: emailEvents.providerId,
        set: said,
        setWhere: lt(emailEvents.weight, row.weight),
      }),
    applyEmailEvent(db, event.providerId),
  ] as const;
}

/** Shows with a mail what was said of it. */
export const applyEmailEvent = (db: DrizzleD1Database, providerId: string) =>
  db
    .update(emailsSent)
    .set({
      status: sql`${emailEvents.status}`,
      detail: sql`${emailEvents.detail}`,
      at: sql`${emailEvents.at}`,
    })
    .from(emailEvents)
    .where(and(eq(emailsSent.providerId, providerId), eq(emailEvents.providerId, providerId)));
