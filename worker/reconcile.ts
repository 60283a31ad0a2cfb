import { ask } from "../db/query.ts";
import { beginDay, latestDayQuery, type StoredProgress, saveStep } from "../db/reconciliation-writing.ts";
import { DAY, type Instant } from "../domain/time.ts";
import { ServiceUnavailable } from "../providers/failure.ts";
import { RECONCILE_AFTER, RECONCILE_REQUESTS_MAX } from "./limits.ts";
import type { Part } from "./reconcile/found.ts";
import { lookAgain } from "./reconcile/look-again.ts";
import { ourPayments, ourRefunds } from "./reconcile/ours.ts";
import { olderRefunds, theirPayments, theirRefunds } from "./reconcile/theirs.ts";
import type { Service } from "./service.ts";

/** Where a day stands: which book is being read, and from which of Stripe's entries on. */
interface Progress {
  readonly phase: Phase;
  readonly after: string | null;
}

type Phase =
  | "their_refunds"
  | "their_payments"
  | "our_refunds"
  | "our_payments"
  | "older_refunds"
  | "look_again";

/** In this order: Stripe's book of the day, what of ours it did not name, what moved since of days before, what was open. */
const PHASES: Readonly<
  Record<Phase, (service: Service, at: StoredProgress, after: string | null) => Promise<Part>>
> = {
  their_refunds: theirRefunds,
  their_payments: theirPayments,
  our_refunds: ourRefunds,
  our_payments: ourPayments,
  older_refunds: olderRefunds,
  look_again: lookAgain,
};

const ORDER = Object.keys(PHASES) as readonly Phase[];

/**
 * The daily reconciliation: our ledger against Stripe's, to the cent. Each UTC day is read once it is over; the cron goes on where
 * the run before stopped or died. Nothing is changed by it: differences are listed, with what a person can do.
 */
export async function reconcile(service: Service): Promise<void> {
  try {
    await readOn(service);
  } catch (error) {
    if (!(error instanceof ServiceUnavailable)) throw error;
    // What was stored stays: the next run asks again.
    service.log("reconciliation_postponed", { why: error.message });
  }
}

async function readOn(service: Service): Promise<void> {
  let at = await dayToRead(service);
  let left = RECONCILE_REQUESTS_MAX;
  while (at !== null && at.progress !== null && left > 0) {
    const { phase, after } = JSON.parse(at.progress) as Progress;
    const part = await PHASES[phase](service, at, after);
    left -= Math.max(1, part.requests);
    at = await store(service, at, phase, part);
  }
}

/** The day that was begun last, if it is not done; else the next one that is over. The very first is yesterday. */
async function dayToRead(service: Service): Promise<StoredProgress | null> {
  const db = service.primary();
  const [latest] = await ask(db, latestDayQuery(db));
  if (latest !== null && latest.progress !== null) return latest;
  const lastOver = dayOf(service.now() - RECONCILE_AFTER) - DAY;
  const day = latest === null ? lastOver : latest.day + DAY;
  if (day > lastOver) return null;
  const begun = { day, progress: startOf("their_refunds"), totals: [], startedAt: service.now() };
  await ask(db, beginDay(db, begun));
  return begun;
}

const dayOf = (at: Instant): Instant => Math.floor(at / DAY) * DAY;

const startOf = (phase: Phase): string => JSON.stringify({ phase, after: null } satisfies Progress);

/** @returns where the day stands now; null when it is done, or somebody else took this step. */
async function store(
  service: Service,
  at: StoredProgress,
  phase: Phase,
  { found, after }: Part,
): Promise<StoredProgress | null> {
  const following = ORDER[ORDER.indexOf(phase) + 1];
  const next =
    after !== null ? JSON.stringify({ phase, after }) : following === undefined ? null : startOf(following);
  const db = service.primary();
  const [ours] = await ask(db, saveStep(db, { ...found, before: at, next, now: service.now() }));
  if (!ours) return null;
  for (const { kind, bookingId: booking, subject } of found.found) {
    service.log("ledgers_differ", {
      day: new Date(at.day).toISOString().slice(0, 10),
      kind,
      booking,
      subject,
    });
  }
  return { ...at, progress: next, totals: found.totals };
}
