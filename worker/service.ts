import type { Bookmark } from "../db/bookmark.ts";
import type { Database } from "../db/query.ts";
import type { Instant } from "../domain/time.ts";
import type { BookingRpc } from "../durable-objects/contract.ts";
import type { ListenerRpc } from "../durable-objects/listener-contract.ts";
import type { EmailSender } from "../providers/email/port.ts";
import type { StripeLedger } from "../providers/stripe/port.ts";
import type { Log } from "../telemetry/log.ts";
import type { Settings } from "./settings.ts";

/** What the Worker's code works with: plain arguments, made from the bindings at the edge of the program (worker/services.ts). */
export interface Service {
  readonly settings: Settings;
  /** The nearest replica that knows what the asker has seen of their own writes; any, where they brought no bookmark. */
  readonly replica: () => Database;
  /** The primary: for everything that decides. */
  readonly primary: () => Database;
  readonly booking: (id: string) => BookingRpc;
  /** The same by the object's own id, as Cloudflare lists it. */
  readonly bookingByObject: (objectId: string) => BookingRpc;
  /** That id: 64 hexadecimal digits. */
  readonly objectIdOf: (bookingId: string) => string;
  /** A person's open pages. */
  readonly listener: (userId: string) => ListenerRpc;
  /** Whether this calendar feed may be read now; counted where the asker is, so only about. @param feed the hash of its secret. */
  readonly mayReadFeed: (feed: string) => Promise<boolean>;
  /** Where D1 stood after whatever was asked of the primary and of bookings' objects; null when nothing was. */
  readonly bookmark: () => Bookmark | null;
  readonly email: EmailSender;
  /** Stripe's own book. */
  readonly ledger: StripeLedger;
  readonly now: () => Instant;
  /** An id as ours are: 32 characters, unguessable. */
  readonly newId: () => string;
  readonly log: Log;
}
