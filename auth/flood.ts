import { type Instant, MINUTE, type Milliseconds } from "../domain/time.ts";
import { networkOf } from "./network.ts";
import type { TokenClaim } from "./token.ts";

/** What a flood is counted by; the platform's counters, one each, are in worker/wrangler.toml. */
export type Counted = "address" | "session";

export interface FloodKey {
  readonly counted: Counted;
  readonly key: string;
}

/** The platform's counter. @returns whether it still admits this key. */
export type FloodCounter = (counted: Counted, key: string) => Promise<boolean>;

/**
 * Whose requests a request is counted among: its network address, and the session it claims. The session by its token's hash and
 * not by the person it names, or anybody could use up another's share with a token that is none.
 */
export function floodKeys(headers: Headers, claim: TokenClaim | null): readonly FloodKey[] {
  const address = headers.get("cf-connecting-ip");
  return [
    ...(address === null ? [] : [{ counted: "address" as const, key: networkOf(address) }]),
    ...(claim === null ? [] : [{ counted: "session" as const, key: claim.tokenHash }]),
  ];
}

/**
 * One question at the counter stands for so many requests: asking each time would cost a page more than the page is worth to a
 * flood, in both directions. The limits in worker/wrangler.toml count these questions.
 */
export const REQUESTS_A_QUESTION = 10;

/** The counters' period (worker/wrangler.toml): how long an answer holds, and whoever was refused is asked to wait. */
export const FLOOD_PERIOD: Milliseconds = MINUTE;

/** Keys that one isolate remembers before it begins anew; each is about 100 bytes. */
const REMEMBERED = 10_000;

interface Answer {
  admitted: boolean;
  left: number;
  readonly until: Instant;
}

/**
 * Keeps floods out before they reach D1. Counted where the asker is and in tens, so only about: what must hold exactly (codes
 * of an address, drafts of a person) D1 counts in the statement that writes.
 */
export class FloodGate {
  readonly #answers = new Map<string, Answer>();

  /** A counter that cannot be asked keeps nobody out: it guards the door, it is not the door. */
  async admits(keys: readonly FloodKey[], counter: FloodCounter, now: Instant): Promise<boolean> {
    const answers = await Promise.all(keys.map((key) => this.#admits(key, counter, now)));
    return !answers.includes(false);
  }

  async #admits({ counted, key }: FloodKey, counter: FloodCounter, now: Instant): Promise<boolean> {
    const name = `${counted} ${key}`;
    const known = this.#answers.get(name);
    if (known !== undefined && known.left > 0 && known.until > now) {
      known.left -= 1;
      return known.admitted;
    }
    if (this.#answers.size >= REMEMBERED) this.#answers.clear();
    // Stored before the counter has answered: twenty requests at once ask it twice, and not twenty times.
    const answer: Answer = { admitted: true, left: REQUESTS_A_QUESTION - 1, until: now + FLOOD_PERIOD };
    this.#answers.set(name, answer);
    answer.admitted = await counter(counted, key).catch(() => true);
    return answer.admitted;
  }
}
