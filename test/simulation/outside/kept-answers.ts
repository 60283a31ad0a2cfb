import { DAY, type Instant } from "../../../domain/time.ts";
import { unavailable } from "../engine/calls.ts";

/** Stripe's idempotency layer: the first answer under a key is kept for a day, its 500s too; 409 while one runs. */
export class KeptAnswers {
  readonly #kept = new Map<string, { readonly at: Instant; readonly answer: unknown }>();
  readonly #running = new Map<string, number>();

  /** A request is under way under this key. @returns what ends it. */
  begin(key: string): () => void {
    this.#running.set(key, (this.#running.get(key) ?? 0) + 1);
    return () => {
      this.#running.set(key, (this.#running.get(key) ?? 1) - 1);
    };
  }

  /** @returns the answer that is kept; null when there is none, or none any more. */
  recall(key: string, now: Instant): { readonly answer: unknown } | null {
    if ((this.#running.get(key) ?? 0) > 0) throw unavailable("stripe", "conflict");
    const kept = this.#kept.get(key);
    return kept === undefined || now - kept.at >= DAY ? null : kept;
  }

  keep(key: string, answer: unknown, now: Instant): void {
    this.#kept.set(key, { at: now, answer });
  }
}
