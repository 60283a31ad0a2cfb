import type { Instant } from "../../../domain/time.ts";

interface Due {
  readonly at: Instant;
  readonly order: number;
  readonly run: () => void;
}

/** What is going to happen, in the order of its instants; at one instant, in the order it was planned. */
export class Timeline {
  readonly #due: Due[] = [];
  #order = 0;

  plan(at: Instant, run: () => void): void {
    const due = { at, order: ++this.#order, run };
    // From the end: most of what is planned lies behind most of what is already there.
    let index = this.#due.length;
    while (index > 0 && (this.#due[index - 1]?.at ?? 0) > at) index--;
    this.#due.splice(index, 0, due);
  }

  get nextAt(): Instant | null {
    return this.#due[0]?.at ?? null;
  }

  take(): (() => void) | null {
    return this.#due.shift()?.run ?? null;
  }
}

/** Lets every promise that waits for nothing but the event loop come to rest: immediates run after all microtasks. */
export const atRest = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
