import type { DifferenceKind } from "../../domain/reconciliation.ts";
import { useLanguage } from "../messages/context.tsx";
import type { Locale } from "../messages/locale.ts";
import { pluralOf } from "../messages/plural.ts";
import type { WhyWords } from "./words/en.ts";

/** The words of the daily reconciliation's pages. */
interface LedgerWords {
  readonly title: string;
  readonly lead: string;
  readonly day: string;
  readonly paid: string;
  readonly refunded: string;
  readonly ours: string;
  readonly stripes: string;
  readonly difference: string;
  readonly differences: string;
  readonly agree: string;
  readonly reading: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly nothingMoved: string;
  readonly found: (n: number, open: number) => string;
  readonly titleOf: (day: string) => string;
  readonly readAt: (when: string) => string;
  readonly session: string;
  readonly resolved: (when: string) => string;
  readonly noEntry: string;
  readonly earlier: string;
  readonly toLatest: string;
  readonly pages: string;
  readonly atMost: string;
  readonly state: (status: string) => string;
  readonly kinds: Readonly<Record<DifferenceKind, WhyWords>>;
}

const pluralEn = pluralOf("en");
const pluralEs = pluralOf("es");

const STATES_EN: Readonly<Record<string, string>> = {
  requested: "being sent",
  pending: "on its way",
  succeeded: "done",
  failed: "failed",
  manual: "waits for a person",
  captured: "charged",
  not_captured: "not charged",
  draft: "not paid yet",
  confirmed: "confirmed",
  in_progress: "running",
  completed: "completed",
  no_show: "missed",
  cancelled: "cancelled",
  expired: "expired",
};

const STATES_ES: Readonly<Record<string, string>> = {
  requested: "enviándose",
  pending: "en camino",
  succeeded: "hecho",
  failed: "fallido",
  manual: "espera a una persona",
  captured: "cobrado",
  not_captured: "sin cobrar",
  draft: "sin pagar",
  confirmed: "confirmada",
  in_progress: "en curso",
  completed: "completada",
  no_show: "no celebrada",
  cancelled: "cancelada",
  expired: "caducada",
};

const en: LedgerWords = {
  title: "Our ledger and Stripe's",
  lead: "Each day, UTC, is read from both books once it is over. They must agree to the cent; where they do not, somebody looks. Nothing is changed by reading.",
  day: "Day",
  paid: "Paid in",
  refunded: "Sent back",
  ours: "Ours",
  stripes: "Stripe's",
  difference: "Difference",
  differences: "Differences",
  agree: "The books agree",
  reading: "Being read",
  none: "No day has been read yet",
  noneWhy: "The first one is read an hour after it is over.",
  nothingMoved: "No money moved",
  found: (n, open) =>
    open === 0
      ? `${n} found, all resolved`
      : `${open} open of ${n} ${pluralEn(n, "difference", "differences")}`,
  titleOf: (day) => `${day}, UTC`,
  readAt: (when) => `Read ${when}`,
  session: "Open the session",
  resolved: (when) => `Gone when it was looked at again, ${when}`,
  noEntry: "no entry",
  earlier: "Earlier days",
  toLatest: "Back to the latest",
  pages: "Pages",
  atMost: "The first 200 are shown. With so many, look for one cause behind all of them.",
  state: (status) => STATES_EN[status] ?? status,
  kinds: {
    refund_unknown_here: {
      what: "Stripe has a refund that we do not know.",
      next: "Somebody made it by hand. If the session was to be cancelled, cancel it here without a refund.",
    },
    refund_unknown_there: {
      what: "We say that a refund went out, and Stripe has none.",
      next: "Look at the payment in Stripe. If nothing went back, refund it there and note it on the desk.",
    },
    refund_amount_differs: {
      what: "The refund has another amount or currency at Stripe.",
      next: "Stripe's is what the payer got. Settle the rest there, and write down why.",
    },
    refund_status_differs: {
      what: "The refund stands elsewhere at Stripe than here.",
      next: "Usually a message is late, and this is gone by tomorrow. If not, open the session: it is read again.",
    },
    payment_unknown_there: {
      what: "A session counts as paid by a payment that Stripe does not know.",
      next: "It may belong to another Stripe account. A refund of it would wait on the desk.",
    },
    payment_not_captured: {
      what: "A session is on, and its payment was never charged.",
      next: "Charge it in Stripe, or cancel the session.",
    },
    payment_amount_differs: {
      what: "Another amount was paid than the session costs.",
      next: "Decide what is right; the difference is settled in Stripe.",
    },
    payment_not_noticed: {
      what: "It is paid at Stripe, and the session still waits for the payment.",
      next: "Open the session: it is read again. If it stays, look at the webhooks.",
    },
    payment_without_session: {
      what: "Money came in that is for no session, and no refund is on record.",
      next: "Refund it in Stripe, and find out how it came to be: this must not happen.",
    },
  },
};

const es: LedgerWords = {
  title: "Nuestro libro y el de Stripe",
  lead: "Cada día, en UTC, se lee en los dos libros cuando ha terminado. Deben coincidir al céntimo; donde no coinciden, alguien mira. Leer no cambia nada.",
  day: "Día",
  paid: "Cobrado",
  refunded: "Devuelto",
  ours: "Nuestro",
  stripes: "De Stripe",
  difference: "Diferencia",
  differences: "Diferencias",
  agree: "Los libros coinciden",
  reading: "Leyéndose",
  none: "Todavía no se ha leído ningún día",
  noneWhy: "El primero se lee una hora después de que termine.",
  nothingMoved: "No se movió dinero",
  found: (n, open) =>
    open === 0
      ? `${n} ${pluralEs(n, "encontrada, resuelta", "encontradas, todas resueltas")}`
      : `${open} sin resolver de ${n} ${pluralEs(n, "diferencia", "diferencias")}`,
  titleOf: (day) => `${day}, UTC`,
  readAt: (when) => `Leído ${when}`,
  session: "Abrir la sesión",
  resolved: (when) => `Ya no estaba al mirar de nuevo, ${when}`,
  noEntry: "sin apunte",
  earlier: "Días anteriores",
  toLatest: "Volver al último",
  pages: "Páginas",
  atMost: "Se muestran las 200 primeras. Con tantas, busca una sola causa detrás de todas.",
  state: (status) => STATES_ES[status] ?? status,
  kinds: {
    refund_unknown_here: {
      what: "Stripe tiene un reembolso que no conocemos.",
      next: "Alguien lo hizo a mano. Si la sesión debía cancelarse, cancélala aquí sin reembolso.",
    },
    refund_unknown_there: {
      what: "Decimos que un reembolso salió, y Stripe no lo tiene.",
      next: "Mira el pago en Stripe. Si no se devolvió nada, reembólsalo allí y anótalo en la mesa.",
    },
    refund_amount_differs: {
      what: "El reembolso tiene otro importe u otra moneda en Stripe.",
      next: "Lo que vale es lo que recibió quien pagó. Arregla el resto allí y anota por qué.",
    },
    refund_status_differs: {
      what: "El reembolso está en otro estado en Stripe que aquí.",
      next: "Casi siempre es un aviso que tarda y mañana ya no está. Si sigue, abre la sesión: se vuelve a leer.",
    },
    payment_unknown_there: {
      what: "Una sesión consta como pagada con un pago que Stripe no conoce.",
      next: "Puede ser de otra cuenta de Stripe. Su reembolso esperaría en la mesa.",
    },
    payment_not_captured: {
      what: "Una sesión sigue en pie y su pago nunca se cobró.",
      next: "Cóbralo en Stripe o cancela la sesión.",
    },
    payment_amount_differs: {
      what: "Se pagó otro importe que el que cuesta la sesión.",
      next: "Decide qué es lo correcto; la diferencia se arregla en Stripe.",
    },
    payment_not_noticed: {
      what: "En Stripe está pagada, y la sesión aún espera el pago.",
      next: "Abre la sesión: se vuelve a leer. Si sigue igual, mira los webhooks.",
    },
    payment_without_session: {
      what: "Entró dinero que no es de ninguna sesión, y no consta ningún reembolso.",
      next: "Reembólsalo en Stripe y averigua cómo pudo pasar: no debe ocurrir.",
    },
  },
};

export const ledgerWords: Readonly<Record<Locale, LedgerWords>> = { en, es };

export const useLedgerWords = (): LedgerWords => ledgerWords[useLanguage().locale];
