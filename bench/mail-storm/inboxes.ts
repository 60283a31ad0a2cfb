import type { Stack } from "../../scripts/stack.ts";
import type { Storm } from "./bookings.ts";

export interface Letter {
  readonly to: string;
  readonly bookingId: string;
}

interface Received {
  readonly to: string;
  readonly text: string;
}

/** Every mail that arrived, by whom it reached and which session its link leads to. */
export async function lettersOf({ sandboxUrl }: Stack, { people }: Storm): Promise<readonly Letter[]> {
  const letters: Letter[] = [];
  for (const person of people) {
    const answer = await fetch(`${sandboxUrl}/inbox.json?to=${encodeURIComponent(person)}`);
    for (const { to, text } of (await answer.json()) as Received[]) {
      letters.push({ to, bookingId: /\/sessions\/([\w-]+)/.exec(text)?.[1] ?? "none" });
    }
  }
  return letters;
}

export async function requestsToResend({
  sandboxUrl,
}: Stack): Promise<{ readonly all: number; readonly turnedAway: number }> {
  const answer = await fetch(`${sandboxUrl}/ledger.json`);
  const { requests } = (await answer.json()) as { requests: { service: string; status: number | null }[] };
  const ours = requests.filter(({ service }) => service === "resend");
  return { all: ours.length, turnedAway: ours.filter(({ status }) => status === 429).length };
}
