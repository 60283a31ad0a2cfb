import type { Stack } from "../../scripts/stack.ts";

export interface Letter {
  readonly to: string;
  readonly bookingId: string;
}

interface Received {
  readonly to: string;
  readonly text: string;
}

/** Every mail that arrived, by whom it reached and which session its link leads to. */
export async function everyLetter({ sandboxUrl }: Stack): Promise<readonly Letter[]> {
  // All in one answer: asked for one person's, the sandbox looks through everybody's.
  const answer = await fetch(`${sandboxUrl}/inbox.json`);
  const received = (await answer.json()) as Received[];
  return received.map(({ to, text }) => ({
    to,
    bookingId: /\/sessions\/([\w-]+)/.exec(text)?.[1] ?? "none",
  }));
}

export async function requestsToResend({
  sandboxUrl,
}: Stack): Promise<{ readonly all: number; readonly turnedAway: number }> {
  const answer = await fetch(`${sandboxUrl}/ledger.json`);
  const { requests } = (await answer.json()) as { requests: { service: string; status: number | null }[] };
  const ours = requests.filter(({ service }) => service === "resend");
  return { all: ours.length, turnedAway: ours.filter(({ status }) => status === 429).length };
}
