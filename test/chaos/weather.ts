import { Dice } from "../simulation/engine/random.ts";
import type { Fault } from "../support/node/sandbox-client.ts";

/** What befalls one round: written from the seed before anything happens. */
export interface Weather {
  readonly faults: readonly Fault[];
  /** When the whole runtime is killed, in milliseconds after the clients begin, and how long it stays down. */
  readonly kills: readonly { readonly at: number; readonly downFor: number }[];
  /** For each client in turn: how long it waits before it begins. */
  readonly pause: () => number;
}

const LONGEST_PAUSE_MS = 1_500;
const KILLED_WITHIN_MS = 2_500;

const REFUND = "POST /v1/refunds";
const CHECKOUT = "/v1/checkout/sessions";

/** Each of them may be armed more than once; what it meets is chance. */
const FAULTS: readonly [Fault, ...Fault[]] = [
  { service: "stripe", fault: "timeout_before", match: REFUND },
  { service: "stripe", fault: "timeout_after", match: REFUND },
  { service: "stripe", fault: "drop_before", match: REFUND, times: 2 },
  { service: "stripe", fault: "drop_after", match: REFUND, times: 2 },
  { service: "stripe", fault: "drop_after", match: "GET /v1/refunds" },
  { service: "stripe", fault: "409", match: REFUND },
  { service: "stripe", fault: "429", match: REFUND, times: 2 },
  { service: "stripe", fault: "500", match: REFUND },
  { service: "stripe", fault: "500", match: REFUND, done: true },
  { service: "stripe", fault: "drop_before", match: CHECKOUT },
  { service: "stripe", fault: "drop_after", match: CHECKOUT, times: 2 },
  { service: "stripe", fault: "429", match: CHECKOUT },
  { service: "stripe", fault: "refund_pending", times: 2 },
  { service: "stripe", fault: "refund_fails_later" },
  // Of refunds none is lost for good: a success that fails days later is told by nothing else.
  { service: "stripe", fault: "webhook_lost", match: "checkout", times: 3 },
  { service: "stripe", fault: "webhook_twice", times: 4 },
  { service: "stripe", fault: "webhook_reordered", times: 2 },
  { service: "resend", fault: "drop_after", times: 3 },
  { service: "resend", fault: "429", times: 3 },
  { service: "resend", fault: "500", times: 3 },
  { service: "daily", fault: "drop_after", times: 2 },
  { service: "daily", fault: "500", times: 2 },
];

export function weatherOf(seed: number): Weather {
  const dice = new Dice(seed);
  const faults = Array.from({ length: 1 + dice.below(4) }, () => dice.pick(FAULTS));
  const kills = Array.from({ length: dice.chance(0.3) ? 2 : 1 }, () => ({
    at: dice.below(KILLED_WITHIN_MS),
    downFor: dice.below(400),
  }));
  kills.sort((one, other) => one.at - other.at);
  return { faults, kills, pause: () => dice.below(LONGEST_PAUSE_MS) };
}

export const nameOf = ({ service, fault, match, done }: Fault): string =>
  [service, fault, match, done === true ? "done" : undefined].filter((part) => part !== undefined).join(" ");
