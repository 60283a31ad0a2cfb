import type Stripe from "stripe";
import * as z from "zod";
import { ServiceUnavailable } from "../failure.ts";
import { read } from "../http.ts";
import { paymentReading, stripeRefund } from "./answers.ts";
import { nullWhenMissing } from "./failures.ts";
import { isStripeId } from "./ids.ts";
import type { LedgerDay, LedgerPage, LedgerPayment, LedgerRefund, StripeLedger } from "./port.ts";
import { readPayment } from "./refunds.ts";

/** The most that Stripe gives on one page. */
const PAGE = 100;

const page = z.object({ data: z.array(z.unknown()), has_more: z.boolean() });
const ofPayment = z.object({ payment_intent: z.string().nullable() });
const ofBooking = z.object({ metadata: z.object({ booking_id: z.string().optional() }).nullish() });

/** Stripe's own lists of a day, a page at a time: the book that ours is held against. Nothing here writes. */
export function stripeLedger(stripe: Stripe): StripeLedger {
  return {
    refunds: (day, after) =>
      pageOf("listing a day's refunds", () => stripe.refunds.list(listParams(day, after)), refundOf),
    payments: (day, after) =>
      pageOf(
        "listing a day's payments",
        () => stripe.paymentIntents.list({ ...listParams(day, after), expand: ["data.latest_charge"] }),
        paymentOf,
      ),
    async refund(id) {
      if (!isStripeId(id)) return null;
      const what = "reading a refund";
      return nullWhenMissing(what, async () => refundOf(await stripe.refunds.retrieve(id), what));
    },
    payment: (intentId) => readPayment(stripe, intentId),
  };
}

/** Stripe's `created` is in whole seconds; a day begins on one. */
const listParams = (day: LedgerDay, after: string | null) => ({
  created: { gte: day.from / 1000, lt: day.to / 1000 },
  limit: PAGE,
  ...(after === null ? {} : { starting_after: after }),
});

/** @throws ServiceUnavailable when Stripe does not answer, or says what cannot be read. */
async function pageOf<T extends { readonly id: string }>(
  what: string,
  ask: () => Promise<unknown>,
  entryOf: (entry: unknown, what: string) => T,
): Promise<LedgerPage<T>> {
  const answer = await nullWhenMissing(what, async () => {
    const { data, has_more: more } = read("stripe", what, page, { ...((await ask()) as object) });
    const entries = data.map((entry) => entryOf(entry, what));
    return { entries, next: more ? (entries.at(-1)?.id ?? null) : null };
  });
  if (answer === null) throw new ServiceUnavailable("stripe", `the cursor is unknown to ${what}`);
  return answer;
}

function refundOf(entry: unknown, what: string): LedgerRefund {
  const refund = read("stripe", what, stripeRefund, entry);
  return { ...refund, intentId: read("stripe", what, ofPayment, entry).payment_intent };
}

function paymentOf(entry: unknown, what: string): LedgerPayment {
  const payment = read("stripe", what, paymentReading, entry);
  const bookingId = read("stripe", what, ofBooking, entry).metadata?.booking_id ?? null;
  return { ...payment, id: payment.intentId, bookingId };
}
