import * as z from "zod";
import { SERVICES, type Service } from "./options.ts";
import type { State } from "./state.ts";

/** What happens to an answer on its way: the request may have been done, or not. */
export const TRANSPORT_FAULTS = ["timeout_before", "timeout_after", "drop_before", "drop_after"] as const;
/** Answers the service gives itself, in its own words. */
export const REFUSAL_FAULTS = ["409", "429", "500"] as const;
/** What becomes of the next refund. */
export const REFUND_FAULTS = ["refund_pending", "refund_fails_later"] as const;
/** What becomes of the next event's delivery. */
export const WEBHOOK_FAULTS = ["webhook_lost", "webhook_twice", "webhook_reordered"] as const;

export type TransportFault = (typeof TRANSPORT_FAULTS)[number];
export type RefusalFault = (typeof REFUSAL_FAULTS)[number];
export type RefundFault = (typeof REFUND_FAULTS)[number];
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number];
export type Fault = TransportFault | RefusalFault | RefundFault | WebhookFault;

/**
 * An armed fault. `done` (with 500 only) does the work and answers 500 all the same: a 500 is indeterminate.
 * `after_ms` (refund faults only) says when the refund changes, in place of the default.
 */
export interface ArmedFault {
  id: number;
  service: Service;
  fault: Fault;
  remaining: number;
  match: string | null;
  done: boolean;
  after_ms: number | null;
  /** Only each n-th of the requests or events that it is meant for is hit. */
  every: number;
}

const FAULTS = [...TRANSPORT_FAULTS, ...REFUSAL_FAULTS, ...REFUND_FAULTS, ...WEBHOOK_FAULTS] as const;

/** The body of `POST /faults`. */
export const faultRequest = z
  .strictObject({
    service: z.enum(SERVICES),
    fault: z.preprocess((value) => (typeof value === "number" ? String(value) : value), z.enum(FAULTS)),
    times: z.int().min(1).max(1_000_000).default(1),
    match: z.string().min(1).max(200).optional(),
    done: z.boolean().optional(),
    after_ms: z
      .int()
      .min(0)
      .max(365 * 86_400_000)
      .optional(),
    every: z.int().min(1).max(1_000).default(1),
  })
  .refine((body) => body.service === "stripe" || !isOneOf(REFUND_FAULTS, body.fault), {
    message: "only Stripe has refunds",
    path: ["fault"],
  })
  .refine((body) => body.done === undefined || body.fault === "500", {
    message: "done goes with fault 500 only",
    path: ["done"],
  })
  .refine((body) => body.after_ms === undefined || isOneOf(REFUND_FAULTS, body.fault), {
    message: "after_ms goes with refund faults only",
    path: ["after_ms"],
  });

export function isOneOf<T extends string>(list: readonly T[], value: string): value is T {
  return (list as readonly string[]).includes(value);
}

interface FaultRow {
  seq: number;
  service: Service;
  fault: Fault;
  remaining: number;
  match: string | null;
  done: number;
  after_ms: number | null;
  every: number | null;
}

/** The faults that tests have armed, oldest first; kept in the state so that a restart does not disarm them. */
export class Faults {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  arm(request: z.output<typeof faultRequest>): ArmedFault {
    const { service, fault, times, match = null, done = false, after_ms = null, every } = request;
    const sql =
      "insert into faults (service, fault, remaining, match, done, after_ms) values (?, ?, ?, ?, ?, ?)";
    const id = this.#state.transaction(() => {
      const seq = this.#state.run(sql, service, fault, times, match, done ? 1 : 0, after_ms);
      if (every > 1) this.#state.run("insert into fault_rhythms (fault, every) values (?, ?)", seq, every);
      return seq;
    });
    return { id, service, fault, remaining: times, match, done, after_ms, every };
  }

  list(): ArmedFault[] {
    const sql = `select f.*, r.every from faults f left join fault_rhythms r on r.fault = f.seq
      where f.remaining > 0 order by f.seq`;
    return this.#state.rows<FaultRow>(sql).map(armed);
  }

  clear(): void {
    this.#state.run("delete from faults");
    this.#state.run("delete from fault_rhythms");
  }

  /** Takes the oldest armed fault of these kinds whose `match` occurs in `subject`, and counts it down. */
  take<T extends Fault>(
    service: Service,
    kinds: readonly T[],
    subject: string,
  ): (ArmedFault & { fault: T }) | null {
    for (const candidate of this.list()) {
      if (candidate.service !== service || !isOneOf(kinds, candidate.fault)) continue;
      if (candidate.match !== null && !subject.includes(candidate.match)) continue;
      if (!this.#isTurn(candidate)) continue;
      this.#state.run("update faults set remaining = remaining - 1 where seq = ?", candidate.id);
      return { ...candidate, fault: candidate.fault };
    }
    return null;
  }

  /** Counts what a fault with a rhythm lets pass. */
  #isTurn({ id, every }: ArmedFault): boolean {
    if (every === 1) return true;
    this.#state.run("update fault_rhythms set seen = (seen + 1) % every where fault = ?", id);
    const sql = "select seen from fault_rhythms where fault = ?";
    return this.#state.rows<{ seen: number }>(sql, id)[0]?.seen === 0;
  }
}

function armed(row: FaultRow): ArmedFault {
  const { seq, service, fault, remaining, match, done, after_ms, every } = row;
  return { id: seq, service, fault, remaining, match, done: done === 1, after_ms, every: every ?? 1 };
}
