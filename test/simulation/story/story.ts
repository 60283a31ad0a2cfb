import type { Milliseconds } from "../../../domain/time.ts";
import type { Deed } from "../engine/fate.ts";

/** A session that somebody may want: acts name it by its place in the story. */
export interface Wish {
  readonly mentor: string;
  readonly mentee: string;
  /** From the story's first instant. */
  readonly startsIn: Milliseconds;
  readonly minutes: number;
  readonly price: number;
}

export const ACTS = [
  "book",
  "come_back",
  "pay",
  "payment_settles",
  "pay_again",
  "return",
  "read",
  "cancel",
  "join",
  "vanish",
  "contest",
  "rule",
  "review",
  "retry_refund",
  "settle_refund",
  "grant_refund",
  "resend_mail",
  "erase",
  "take_over",
  "refund_by_hand",
  "dispute",
  "crash",
  "deploy",
  "outage",
  "clock_jump",
  "sweep",
  "wake",
] as const;

export type ActName = (typeof ACTS)[number];

/** One thing that somebody does, or that is done to them, at one instant. */
export interface Step {
  readonly at: Milliseconds;
  readonly act: ActName;
  readonly wish: number;
  /** Who does it, or which service it befalls. */
  readonly who: string;
  readonly how: string;
}

/** A history before it happens: who wants what, and which steps are tried when. What goes wrong follows from the seed, or is listed. */
export interface Story {
  readonly seed: number;
  /** How likely a step is to go wrong. */
  readonly faultRate: number;
  readonly wishes: readonly Wish[];
  readonly steps: readonly Step[];
  /** Null: whatever the seed has in store. */
  readonly deeds: readonly Deed[] | null;
}
