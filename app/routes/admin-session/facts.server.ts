import type { Viewer } from "../../../auth/viewer.ts";
import type { DeskSession } from "../../../db/desk-session.ts";
import type { RefundRow } from "../../../db/refunds.ts";
import type { Person } from "../../../db/sessions-page.ts";
import { isOfOwnPayment } from "../../../domain/decide/refunds.ts";
import { formatMoney } from "../../../domain/money.ts";
import { shownStatus } from "../../../domain/schedule.ts";
import type { Instant } from "../../../domain/time.ts";
import type { RefundEffort } from "../../../durable-objects/contract.ts";
import { paymentLink, refundLink } from "../../desk/stripe-links.ts";
import { deskWords, whyWords } from "../../desk/words/words.ts";
import type { Visit } from "../../server/visit.server.ts";
import { faceOf, momentWords, whenWords } from "../../session/card.server.ts";
import { minutesOf } from "../../session/card.ts";
import { say } from "../../time/formats.server.ts";
import { cityOf, firstZone } from "../../time/zone.ts";
import type { MoneyFacts, RefundFact } from "./money.tsx";
import type { PersonFact } from "./people.tsx";

type Reader = Visit<Viewer>;

/** What an administrator may do with the session at this instant. The booking's object decides; this only draws the form. */
export function mayDo(session: DeskSession, now: Instant): "cancel" | "grant" | "wait" | "nothing" {
  const { facts } = session.details;
  const status = shownStatus(facts, now);
  if (status === "confirmed" || status === "draft") return "cancel";
  if (status === "in_progress") return facts.price.amount === 0 ? "nothing" : "wait";
  const over = status === "completed" || status === "no_show";
  return over && facts.price.amount > 0 && !session.refunds.some(isOfOwnPayment) ? "grant" : "nothing";
}

export function sessionFacts({ details, source }: DeskSession, reader: Reader) {
  const { facts } = details;
  const { t, locale, now } = reader;
  return {
    id: facts.id,
    status: shownStatus(facts, now),
    when: whenWords(facts.startsAt, reader),
    minutes: minutesOf(facts),
    price: facts.price.amount === 0 ? t.free : formatMoney(facts.price, locale),
    free: facts.price.amount === 0,
    booked: whenWords(facts.createdAt, reader),
    source: deskWords[locale].session.sources[source],
    reason: facts.cancellation?.reason ?? null,
  };
}

export function peopleFacts(session: DeskSession, reader: Reader): readonly PersonFact[] {
  const { details, mentorEmail, menteeEmail } = session;
  const { startsAt } = details.facts;
  const fact = (role: PersonFact["role"], person: Person, email: string | null): PersonFact => {
    const zone = firstZone(person.timezone);
    const time = say(startsAt, "moment", reader.locale, zone);
    return { role, face: faceOf(person, reader.t), email, there: `${time}, ${cityOf(zone)}` };
  };
  return [fact("mentee", details.mentee, menteeEmail), fact("mentor", details.mentor, mentorEmail)];
}

/** @param efforts what the booking's object is still trying. */
export function moneyFacts(
  session: DeskSession,
  reader: Reader,
  live: boolean,
  efforts: readonly RefundEffort[],
): MoneyFacts {
  const { card } = session.details.facts;
  return {
    payment: paymentLink(session.paymentIntent, live),
    card: card === null ? null : reader.t.cardName(card.brand, card.last4),
    refunds: session.refunds.map((refund) => refundFact(refund, reader, live, efforts)),
  };
}

function refundFact(
  row: RefundRow,
  reader: Reader,
  live: boolean,
  efforts: readonly RefundEffort[],
): RefundFact {
  const d = deskWords[reader.locale];
  return {
    id: row.id,
    status: row.status,
    word: row.settledOutside ? d.settledOutside : d.status[row.status],
    money: formatMoney(row.money, reader.locale),
    cause: d.cause[row.cause],
    when: momentWords(row.settledAt ?? row.requestedAt, reader),
    why: row.status === "manual" ? whyWords(d, row.manualReason ?? "").what : null,
    link: refundLink(row.stripeRefundId, live),
    effort: effortFact(
      efforts.find(({ refundId }) => refundId === row.id),
      reader,
    ),
  };
}

function effortFact(effort: RefundEffort | undefined, reader: Reader): RefundFact["effort"] {
  if (effort === undefined) return null;
  const { attempts, since, nextAt, why } = effort;
  const words = deskWords[reader.locale].session;
  return { what: words.trying(attempts, whenWords(since, reader), whenWords(nextAt, reader)), why };
}
