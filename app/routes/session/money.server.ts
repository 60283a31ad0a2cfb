import type { Viewer } from "../../../auth/viewer.ts";
import type { BookingFacts } from "../../../domain/booking-facts.ts";
import { DAY, type Instant } from "../../../domain/time.ts";
import type { Visit } from "../../server/visit.server.ts";
import { refundWords } from "../../session/refund.server.ts";
import { say } from "../../time/formats.server.ts";
import { detailsWords } from "./words.ts";

/** What banks need, as Stripe tells people who ask for a refund: 5 to 10 days. */
const BANK_SOONEST = 5 * DAY;
const BANK_LATEST = 10 * DAY;

export interface RefundStep {
  readonly what: string;
  readonly state: "done" | "now" | "later";
}

export interface RefundState {
  /** Where the money is, in a sentence. */
  readonly words: string;
  readonly steps: readonly RefundStep[];
}

/** The payer's refund and what happens next; null for everybody else, and where there is none. */
export function refundStateOf(facts: BookingFacts, visit: Visit<Viewer>): RefundState | null {
  const words = refundWords(facts, visit);
  const { refund } = facts;
  return words === null || refund === null ? null : { words, steps: stepsOf(facts, refund, visit) };
}

function stepsOf(
  { card }: BookingFacts,
  refund: NonNullable<BookingFacts["refund"]>,
  { locale, zone, t, now }: Visit<Viewer>,
): readonly RefundStep[] {
  const w = detailsWords[locale];
  const day = (instant: Instant): string => say(instant, "date", locale, zone);
  const to = card === null ? w.yourCard : t.cardName(card.brand, card.last4);
  const requested: RefundStep = { what: w.step.requested(day(refund.requestedAt)), state: "done" };
  if (refund.status !== "succeeded") {
    const sending = {
      requested: w.step.sending,
      pending: w.step.onItsWay,
      failed: w.step.team,
      manual: w.step.team,
    };
    return [
      requested,
      { what: sending[refund.status], state: "now" },
      { what: w.step.arrivesLater(to), state: "later" },
    ];
  }
  const sentAt = refund.settledAt ?? refund.requestedAt;
  return [
    requested,
    { what: w.step.sent(day(sentAt)), state: "done" },
    {
      what: w.step.arrives(to, day(sentAt + BANK_SOONEST), day(sentAt + BANK_LATEST)),
      state: now < sentAt + BANK_LATEST ? "now" : "done",
    },
  ];
}
