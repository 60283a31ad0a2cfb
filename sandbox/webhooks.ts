import { type Faults, WEBHOOK_FAULTS } from "./faults.ts";
import type { TellingService } from "./options.ts";
import type { State } from "./state.ts";

const FIRST_RETRY_MS = 1_000;
/** Far shorter than the real services' hours: whoever restarts the app locally should not wait for its events. */
const LONGEST_RETRY_MS = 30_000;
/** Stripe's own limit. */
const GIVE_UP_AFTER_MS = 3 * 24 * 3_600_000;
const ANSWER_WITHIN_MS = 10_000;
const AT_ONCE = 8;
/** A reordered event waits for the next one, but not for ever: that would be a lost one. */
const REORDERED_AT_MOST_MS = 30_000;

export interface OutgoingEvent {
  service: TellingService;
  id: string;
  type: string;
  /** Serialized once; every attempt sends the same bytes. */
  body: string;
}

/** Signs one attempt: the headers that prove it, for this body at this time. */
export type Sign = (eventId: string, body: string, now: number) => Record<string, string>;

interface Delivery {
  seq: number;
  service: TellingService;
  event_id: string;
  type: string;
  body: string;
  attempts: number;
  created_at: number;
}

export interface WebhooksOptions {
  state: State;
  faults: Faults;
  now: () => number;
  appOrigin: string;
  sign: Record<TellingService, Sign>;
}

/**
 * The queue of webhooks. An event is queued in the same transaction as what it tells of, and leaves the queue only by a
 * 2xx or after three days, so neither a dead app nor a killed sandbox loses one; only the fault `webhook_lost` does.
 */
export class Webhooks {
  readonly #options: WebhooksOptions;
  readonly #inFlight = new Map<number, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(options: WebhooksOptions) {
    this.#options = options;
    // Whoever restarts wants the backlog now, not after a back-off that was measured against a dead app.
    options.state.run(
      "update deliveries set next_at = ? where status = 'pending' and next_at > ?",
      options.now(),
      options.now(),
    );
  }

  /** Queues an event, as an armed webhook fault bends it. */
  queue(event: OutgoingEvent): void {
    const { state, faults, now } = this.#options;
    state.transaction(() => {
      const fault = faults.take(event.service, WEBHOOK_FAULTS, event.type)?.fault ?? null;
      const status = fault === "webhook_lost" ? "lost" : "pending";
      const seq = this.#insert(
        event,
        status,
        fault === "webhook_reordered" ? now() + REORDERED_AT_MOST_MS : now(),
      );
      if (fault === "webhook_twice") this.#insert(event, "pending", now());
      if (fault === "webhook_reordered") {
        state.run("update deliveries set held_for = -1 where seq = ?", seq);
        return;
      }
      // Whoever was held back for "the next event" now knows which one that is.
      const sql =
        "update deliveries set held_for = ? where service = ? and held_for = -1 and status = 'pending'";
      state.run(sql, seq, event.service);
      if (fault === "webhook_lost") this.#release(seq);
    });
  }

  /** Starts what is due, without waiting for it. */
  pump(): void {
    if (this.#closing.signal.aborted) return;
    const { state, now } = this.#options;
    const sql =
      "select * from deliveries where status = 'pending' and next_at <= ? order by next_at, seq limit 100";
    for (const delivery of state.rows<Delivery>(sql, now())) {
      if (this.#inFlight.size >= AT_ONCE) return;
      if (this.#inFlight.has(delivery.seq)) continue;
      const attempt = this.#attempt(delivery).finally(() => this.#inFlight.delete(delivery.seq));
      this.#inFlight.set(delivery.seq, attempt);
    }
  }

  /** How many wait, held ones included: tests wait for 0. */
  pending(): number {
    const sql = "select count(*) as n from deliveries where status = 'pending'";
    return this.#options.state.rows<{ n: number }>(sql)[0]?.n ?? 0;
  }

  async settled(): Promise<void> {
    await Promise.all(this.#inFlight.values());
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
  }

  #insert(event: OutgoingEvent, status: string, nextAt: number): number {
    const sql = `insert into deliveries (service, event_id, type, body, next_at, status, created_at)
                 values (?, ?, ?, ?, ?, ?, ?)`;
    const now = this.#options.now();
    return this.#options.state.run(sql, event.service, event.id, event.type, event.body, nextAt, status, now);
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const error = await this.#post(delivery);
    // A cut caused by our own closing says nothing about the app: the delivery stays as it is.
    if (error !== null && this.#closing.signal.aborted) return;
    const { state, now } = this.#options;
    const attempts = delivery.attempts + 1;
    const over = error === null || now() - delivery.created_at >= GIVE_UP_AFTER_MS;
    state.transaction(() => {
      if (over) {
        const sql =
          "update deliveries set status = ?, attempts = ?, last_error = ?, next_at = null where seq = ?";
        state.run(sql, error === null ? "delivered" : "gave_up", attempts, error, delivery.seq);
        this.#release(delivery.seq);
        return;
      }
      const nextAt = now() + Math.min(FIRST_RETRY_MS * 2 ** delivery.attempts, LONGEST_RETRY_MS);
      const sql = "update deliveries set attempts = ?, last_error = ?, next_at = ? where seq = ?";
      state.run(sql, attempts, error, nextAt, delivery.seq);
    });
  }

  /** Null when the app took it, else why not. */
  async #post(delivery: Delivery): Promise<string | null> {
    const { appOrigin, now, sign } = this.#options;
    try {
      const response = await fetch(`${appOrigin}/webhooks/${delivery.service}`, {
        method: "POST",
        redirect: "manual",
        headers: {
          "content-type": "application/json; charset=utf-8",
          ...sign[delivery.service](delivery.event_id, delivery.body, now()),
        },
        body: delivery.body,
        signal: AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN_MS), this.#closing.signal]),
      });
      await response.body?.cancel();
      return response.ok ? null : `answered ${response.status}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Lets go what was held back until after this delivery. */
  #release(seq: number): void {
    const sql =
      "update deliveries set held_for = null, next_at = ? where held_for = ? and status = 'pending'";
    this.#options.state.run(sql, this.#options.now(), seq);
  }
}
