import { setTimeout as sleep } from "node:timers/promises";

/** A restart takes a second or two; what is not answered within this is not going to be. */
const ANSWERED_WITHIN_MS = 90_000;
const ASKS_AGAIN_AFTER_MS = 150;

/**
 * What a person's browser or a good program does: no answer, an outage or "too many" is asked again, until there is an answer.
 * @throws when there is none for longer than anybody waits.
 */
export async function insist<A extends { readonly status: number }>(ask: () => Promise<A>): Promise<A> {
  let last: unknown = null;
  for (const since = Date.now(); Date.now() - since < ANSWERED_WITHIN_MS; await sleep(ASKS_AGAIN_AFTER_MS)) {
    try {
      const answer = await ask();
      if (answer.status < 500 && answer.status !== 429) return answer;
      last = answer.status;
    } catch (error) {
      last = error;
    }
  }
  throw new Error("nobody answers", { cause: last });
}
