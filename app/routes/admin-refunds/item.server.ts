import type { Viewer } from "../../../auth/viewer.ts";
import type { DeskRefund } from "../../../db/refund-desk.ts";
import { formatMoney } from "../../../domain/money.ts";
import { paymentLink, refundLink } from "../../desk/stripe-links.ts";
import { trailOf } from "../../desk/trail.server.ts";
import { deskWords, whyWords } from "../../desk/words/words.ts";
import type { Visit } from "../../server/visit.server.ts";
import { momentWords, whenWords } from "../../session/card.server.ts";
import type { DeskItem } from "./item.tsx";

/** A refund in the reader's words. @param live in which half of Stripe's dashboard its ids are found. */
export function itemOf(row: DeskRefund, visit: Visit<Viewer>, live: boolean): DeskItem {
  const d = deskWords[visit.locale];
  return {
    id: row.id,
    bookingId: row.bookingId,
    status: row.status,
    money: formatMoney(row.money, visit.locale),
    payer: row.payer.name,
    mentor: row.mentorName,
    session: whenWords(row.startsAt, visit),
    cause: d.cause[row.cause],
    age: d.age(visit.now - row.requestedAt),
    requested: momentWords(row.requestedAt, visit),
    settled: row.settledAt === null ? null : momentWords(row.settledAt, visit),
    settledOutside: row.settledOutside,
    why: row.status === "manual" ? whyWords(d, row.manualReason ?? "") : null,
    payment: paymentLink(row.paymentIntent, live),
    stripeRefund: refundLink(row.stripeRefundId, live),
    trail: trailOf(row, visit),
  };
}
