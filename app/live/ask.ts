import type { Page } from "../routes/sessions/list.ts";
import type { SessionCard } from "../session/card.ts";

/** Longer than any of our answers takes; a connection that needs more is as good as none. */
const PATIENCE = 15_000;

/** Our own loaders answer with what they say: no shape is checked twice. @returns null when there was no answer. */
async function askFor<T>(path: string): Promise<T | null> {
  try {
    const answer = await fetch(path, { redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok ? ((await answer.json()) as T) : null;
  } catch {
    return null;
  }
}

/** @param path of a list, `/sessions?…`. */
export const askPage = (path: string): Promise<Page | null> => askFor(`/live${path}`);

export const askCard = (id: string): Promise<SessionCard | null> => askFor(`/live/sessions/${id}`);
