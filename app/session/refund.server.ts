import type { Viewer } from "../../auth/viewer.ts";
import type { BookingFacts } from "../../domain/booking-facts.ts";
import { formatMoney } from "../../domain/money.ts";
import type { Visit } from "../server/visit.server.ts";
import { say } from "../time/formats.server.ts";

type Reader = Pick<Visit<Viewer>, "viewer" | "locale" | "zone" | "t">;

/** Where the money is and what happens next: for the payer, never more than is true. Null for everybody else. */
export function refundWords(facts: BookingFacts, { viewer, locale, zone, t }: Reader): string | null {
  const { refund, card } = facts;
  if (refund === null || viewer.id !== facts.menteeId) return null;
  const money = formatMoney(refund, locale);
  const to = card === null ? null : t.cardName(card.brand, card.last4);
  const on = say(refund.settledAt ?? refund.requestedAt, "date", locale, zone);
  switch (refund.status) {
    case "requested":
      return t.refund.requested(money, to);
    case "pending":
      return t.refund.pending(money, to);
    case "succeeded":
      return t.refund.succeeded(money, to, on);
    case "failed":
    case "manual":
      return t.refund.manual(money);
  }
}
