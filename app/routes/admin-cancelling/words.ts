import type { CancelledBy, RefundStatus } from "../../../domain/booking.ts";
import { useLanguage } from "../../messages/context.tsx";
import type { Locale } from "../../messages/locale.ts";
import { pluralOf } from "../../messages/plural.ts";

interface CancellingWords {
  readonly title: string;
  readonly lead: string;
  readonly ranges: string;
  readonly range: Readonly<Record<number, string>>;
  readonly by: Readonly<Record<CancelledBy, string>>;
  readonly who: string;
  readonly when: string;
  readonly total: (n: number) => string;
  readonly asTable: string;
  readonly notice: string;
  /** In the order of `NOTICES`. */
  readonly notices: readonly [string, string, string, string, string];
  readonly refunds: string;
  readonly refundsNone: string;
  readonly status: Readonly<Record<RefundStatus, string>>;
  readonly sessions: string;
  readonly amount: string;
  readonly currency: string;
  readonly state: string;
  readonly people: string;
  readonly peopleWhat: string;
  readonly person: string;
  readonly cancelled: string;
  readonly share: string;
  readonly shareOf: (percent: number, bookings: number) => string;
  readonly none: string;
  readonly noneWhy: string;
  readonly cut: string;
  readonly csv: string;
  readonly removed: string;
}

const pluralEn = pluralOf("en");
const pluralEs = pluralOf("es");

const en: CancellingWords = {
  title: "Cancellations",
  lead: "Who cancels, when, how long before, and what goes back. Days are UTC.",
  ranges: "How far back",
  range: { 30: "30 days", 91: "13 weeks", 364: "52 weeks" },
  by: { mentee: "Mentee", mentor: "Mentor", administrator: "Administrator", platform: "Platform" },
  who: "By whom",
  when: "From",
  total: (n) => `${n} ${pluralEn(n, "cancellation", "cancellations")}`,
  asTable: "As a table",
  notice: "How long before the start",
  notices: ["24 h or less", "1 to 3 days", "3 to 7 days", "7 to 14 days", "More than 14 days"],
  refunds: "What goes back",
  refundsNone: "Nothing had to go back.",
  status: {
    requested: "Being sent",
    pending: "On its way",
    succeeded: "Refunded",
    failed: "Failed",
    manual: "Waits for a person",
  },
  sessions: "Sessions",
  amount: "Amount",
  currency: "Currency",
  state: "State",
  people: "Who cancelled most",
  peopleWhat: "Shares are of their latest bookings, in both roles.",
  person: "Person",
  cancelled: "Cancelled",
  share: "Share",
  shareOf: (percent, bookings) => `${percent} % of ${bookings}`,
  none: "Nobody cancelled",
  noneWhy: "In this time every booking stayed.",
  cut: "There were more: the latest 5,000 are counted.",
  csv: "Download as CSV",
  removed: "A removed person",
};

const es: CancellingWords = {
  title: "Cancelaciones",
  lead: "Quién cancela, cuándo, con cuánta antelación y qué se devuelve. Los días son UTC.",
  ranges: "Desde cuándo",
  range: { 30: "30 días", 91: "13 semanas", 364: "52 semanas" },
  by: { mentee: "Mentorizado", mentor: "Mentor", administrator: "Administración", platform: "Plataforma" },
  who: "Quién",
  when: "Desde",
  total: (n) => `${n} ${pluralEs(n, "cancelación", "cancelaciones")}`,
  asTable: "En una tabla",
  notice: "Cuánto antes del comienzo",
  notices: ["24 h o menos", "De 1 a 3 días", "De 3 a 7 días", "De 7 a 14 días", "Más de 14 días"],
  refunds: "Qué se devuelve",
  refundsNone: "No hubo que devolver nada.",
  status: {
    requested: "Enviándose",
    pending: "En camino",
    succeeded: "Reembolsado",
    failed: "Fallido",
    manual: "Espera a una persona",
  },
  sessions: "Sesiones",
  amount: "Importe",
  currency: "Moneda",
  state: "Estado",
  people: "Quién canceló más",
  peopleWhat: "Los porcentajes son de sus últimas reservas, en los dos papeles.",
  person: "Persona",
  cancelled: "Canceladas",
  share: "Porcentaje",
  shareOf: (percent, bookings) => `${percent} % de ${bookings}`,
  none: "Nadie canceló",
  noneWhy: "En este tiempo todas las reservas se mantuvieron.",
  cut: "Hubo más: se cuentan las últimas 5.000.",
  csv: "Descargar en CSV",
  removed: "Una persona eliminada",
};

export const cancellingWords: Readonly<Record<Locale, CancellingWords>> = { en, es };

export const useCancellingWords = (): CancellingWords => cancellingWords[useLanguage().locale];
