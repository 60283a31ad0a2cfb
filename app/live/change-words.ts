import type { Messages } from "../messages/en.ts";
import type { SessionCard } from "../session/card.ts";

/** What has become of a session while somebody looked at it, in a sentence; null where there is nothing to say. */
export function changeWords(t: Messages, before: SessionCard, after: SessionCard): string | null {
  const what = whatChanged(t, before, after);
  return what === null ? null : t.live.changed(what, after.other.name, after.when);
}

function whatChanged(t: Messages, before: SessionCard, after: SessionCard): string | null {
  if (after.status !== before.status) {
    if (after.status === "cancelled" && after.cancelledBy === after.role) return null;
    // What the clock changes, the page has shown on the second.
    if (after.status === "in_progress" || after.status === "completed") return null;
    return t.outcome(after, after.status);
  }
  if (after.terms?.movedAt !== before.terms?.movedAt) return t.live.moved;
  const { refund } = after;
  if (refund === null || refund.status === before.refund?.status) return null;
  return t.refundShort[refund.status](refund.money);
}
