import type { ManualReason, RefundCause, RefundStatus } from "../../../domain/booking.ts";
import { pluralOf } from "../../messages/plural.ts";
import type { DeskWords, WhyWords } from "./en.ts";

const plural = pluralOf("es");

function span(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  const days = Math.floor(hours / 24);
  return `${days} ${plural(days, "día", "días")}`;
}

const status: Record<RefundStatus, string> = {
  requested: "Enviándose",
  pending: "En camino",
  succeeded: "Reembolsado",
  failed: "Falló",
  manual: "Espera a una persona",
};

const cause: Record<RefundCause, string> = {
  cancelled: "La sesión se canceló",
  late_payment: "Se pagó demasiado tarde",
  second_payment: "Se pagó dos veces",
  granted: "Lo concedió un administrador",
};

const SETTLE = "después anota aquí que se pagó por otra vía.";

const why: Record<ManualReason, WhyWords> = {
  no_payment_known: {
    what: "No consta ningún pago de esta reserva.",
    next: `Averigua cómo se pagó y devuélvelo así; ${SETTLE}`,
  },
  payment_not_found: {
    what: "Stripe no conoce este pago.",
    next: `Puede ser de otra cuenta de Stripe. Devuélvelo allí; ${SETTLE}`,
  },
  payment_not_succeeded: {
    what: "El pago nunca se completó.",
    next: `Míralo en Stripe. Si no se cobró nada, no hay nada que devolver; ${SETTLE}`,
  },
  payment_currency_differs: {
    what: "El pago se hizo en otra moneda que la de la reserva.",
    next: `Decide el importe y reembólsalo en Stripe; ${SETTLE}`,
  },
  payment_mode_differs: {
    what: "El pago es de prueba y la reserva no, o al revés.",
    next: `Míralo en las dos mitades de Stripe. Si no se movió dinero real, no hay nada que enviar; ${SETTLE}`,
  },
  payment_amount_differs: {
    what: "Se pagó un importe distinto del precio de la sesión.",
    next: `Decide el importe y reembólsalo en Stripe; ${SETTLE}`,
  },
  amount_exceeds_captured: {
    what: "Se devolvería más de lo que se pagó.",
    next: `Reembolsa en Stripe lo que se pagó; ${SETTLE}`,
  },
  payment_disputed: {
    what: "El banco de quien pagó disputa este pago.",
    next: "La disputa decide adónde va el dinero. Respóndela en Stripe; reintenta solo si se ganó.",
  },
  refunded_in_part_elsewhere: {
    what: "Una parte ya se reembolsó, y no por nosotros.",
    next: `Reembolsa el resto en Stripe; ${SETTLE}`,
  },
  refused_by_stripe: {
    what: "Stripe rechazó el reembolso.",
    next: "Mira el pago en Stripe. Cuando la causa desaparezca, reintenta.",
  },
  balance_insufficient: {
    what: "El saldo en Stripe no lo cubre.",
    next: "Añade fondos en Stripe y reintenta.",
  },
  failed_at_stripe: {
    what: "Se envió, y el banco de quien pagó lo devolvió.",
    next: `A menudo la tarjeta está cerrada. Pregunta adónde puede ir el dinero; ${SETTLE} Reintentar lo envía a la misma tarjeta.`,
  },
  outcome_unknown: {
    what: "Stripe falló mientras se enviaba, y no está en su lista.",
    next: "Reintenta: antes de enviar nada se lee otra vez la lista, así que no puede devolverse dos veces.",
  },
};

const action: Record<string, string> = {
  cancel_booking: "Quiso cancelarla",
  grant_refund: "Quiso conceder un reembolso",
  retry_refund: "Quiso reintentarlo",
  rule_attendance: "Quiso decidir quién asistió",
  settle_refund: "Quiso anotarlo como pagado",
  resend_mail: "Quiso que se enviara de nuevo un correo",
};

export const es: DeskWords = {
  nav: {
    label: "Para la administración",
    refunds: "Mesa de reembolsos",
    reconciliation: "Libros",
    cancelling: "Cancelaciones",
    cancellers: "Quién cancela a menudo",
    mail: "Correos",
    insights: "Indicadores",
  },
  refunds: "Reembolsos",
  lead: "Lo que vuelve por sí solo no necesita a nadie. Lo que Meridian no decide espera aquí a una persona.",
  filters: "Qué reembolsos",
  tabs: {
    manual: "En espera",
    requested: "Enviándose",
    pending: "En camino",
    succeeded: "Hechos",
    all: "Todos",
  },
  count: (n, most) => (n > most ? `${most}+` : String(n)),
  status,
  settledOutside: "Pagado por otra vía",
  cause,
  why,
  whyUnknown: { what: "No consta ningún motivo.", next: "Mira el pago en Stripe." },
  to: "para",
  sessionWith: (mentor) => `Sesión con ${mentor}`,
  age: (ms) => `hace ${span(ms)}`,
  requested: "Solicitado",
  settledOn: "Cerrado",
  payment: "Pago",
  stripeRefund: "Reembolso en Stripe",
  atStripe: (id) => `${id}, en el panel de Stripe`,
  none: "No consta",
  tried: "Qué se ha hecho hasta ahora",
  stripeSaid: "Stripe dijo:",
  reason: "Por qué",
  reasonHint: "Para el registro de auditoría. Quien pagó no lo lee.",
  confirm: {
    title: "Confirma que eres tú",
    what: (email) =>
      `Lo que sigue mueve dinero o no se puede deshacer, así que antes enviamos un código a ${email}. Después vale durante 15 minutos.`,
    go: "Antes, confirma que eres tú",
    needed:
      "Aún no se hizo nada: hace más de 15 minutos que confirmaste que eres tú. Lo que escribiste sigue abajo.",
    goElsewhere: "Confírmalo en otra pestaña y envíalo de nuevo.",
  },
  reasonNeeded: "Di por qué, en 1000 caracteres como máximo. Aún no se hizo nada.",
  retry: "Reintentar",
  settle: "Pagado por otra vía",
  settleHint: "Pagado por otra vía: el dinero volvió de otra forma. Es definitivo.",
  conflict:
    "Este reembolso ya no espera: otra persona fue más rápida, o Stripe ha respondido. Tú no hiciste nada, y nada se hizo dos veces.",
  done: {
    onItsWay: (money, payer) => `${money} se envían de nuevo a ${payer}. Esta lista muestra en qué queda.`,
    succeeded: (money, payer) => `${money} volvieron a ${payer}.`,
    settled: (money, payer) => `Anotado: ${money} volvieron a ${payer} por otra vía. Ya nadie lo espera.`,
    waitsAgain: (money, payer) =>
      `Se reintentó y no funcionó: ${money} para ${payer} siguen esperando a una persona.`,
  },
  empty: {
    manual: "Nada espera a una persona",
    manualWhy: "Cada reembolso está hecho o va en camino por sí solo. Te escribimos cuando uno te necesite.",
    other: "Ninguno por ahora",
    otherWhy: "Aquí aparecen los reembolsos en este estado.",
    filtered: "Ninguno así",
    filteredWhy: "Ningún reembolso de esta lista es como pides. Pide menos, o mira otra lista.",
    notYet: "Ninguno entre los mirados hasta ahora",
    notYetWhy: "Detrás hay más: «Mostrar más» sigue desde ahí.",
    later: "No hay más reembolsos aquí",
    laterWhy: "Has llegado al final de la lista.",
  },
  more: "Mostrar más",
  toFirst: "Volver al principio",
  pages: "Páginas",
  actors: { administrator: "un administrador", platform: "la plataforma" },
  attempt: {
    of: (what) => action[what] ?? what,
    conflict: "Rechazado: ya no estaba como mostraba la página.",
    open: "No consta respuesta: mira qué pasó después.",
    again: "Ya estaba así: no se hizo nada nuevo.",
    sent: "Quedó listo para enviarse.",
  },
  find: {
    label: "Id o dirección de una sesión",
    open: "Abrir sesión",
    refunds: "Buscar reembolsos",
    person: "Quien pagó o dio la mentoría",
    search: "Buscar",
    why: "Por qué espera",
    anyWhy: "Espere lo que espere",
    cause: "Por qué vuelve el dinero",
    anyCause: "Cualquier causa",
    age: "Cuánto hace que se solicitó",
    anyAge: "De cualquier fecha",
    olderThan: (days) => `Hace más de ${days} ${plural(days, "día", "días")}`,
    currency: "Moneda",
    clear: "Mostrar todos",
  },
  session: {
    title: (mentee, mentor) => `${mentee} con ${mentor}`,
    facts: "Datos",
    when: "Cuándo",
    duration: "Duración",
    price: "Precio",
    card: "Tarjeta",
    booked: "Reservada",
    source: "Viene de",
    sources: { meridian: "Meridian (aquí)", platform: "la plataforma" },
    id: "Identificador",
    people: "Personas",
    mentee: "Recibe mentoría y paga",
    mentor: "Da mentoría",
    noEmail: "Sin dirección: esta persona fue eliminada",
    timeline: "Qué ha pasado",
    money: "Pago y reembolsos",
    noRefunds: "Ningún reembolso hasta ahora.",
    cancelledReason: "Motivo indicado al cancelar",
    trying: (attempts, since, next) =>
      attempts === 0
        ? "Se pregunta a Stripe por primera vez."
        : `Se preguntó a Stripe ${attempts} ${plural(attempts, "vez", "veces")} desde ${since}. La próxima: ${next}.`,
    lastAnswer: "Última respuesta:",
    onDesk: "Abrirlo entre los reembolsos",
  },
  cancel: {
    title: "Cancelar esta sesión",
    what: "También en las últimas 24 horas. El horario queda libre y ambas personas reciben un correo; el motivo se queda con nosotros.",
    whatDraft: "Aún no está pagada. El horario queda libre y no se cobró nada.",
    refund: "Qué pasa con el dinero",
    with: (money) => `Vuelve todo: ${money}`,
    without: "No vuelve nada",
    choose: "Di qué pasa con el dinero. Aún no se hizo nada.",
    free: "Era gratis: no se mueve dinero.",
    confirm: "Cancelar sesión",
    final: "No se puede deshacer.",
    done: "La sesión está cancelada. Ambas personas reciben un correo.",
    doneDraft: "El horario quedó libre. No se cobró nada y nadie recibe un correo.",
    conflict: "Ya no se puede cancelar: otra persona fue más rápida, o ya ha empezado. Tú no hiciste nada.",
  },
  grant: {
    title: "Reembolsar esta sesión",
    what: (money) =>
      `Por ejemplo, si el mentor no vino. Todo, ${money}, vuelve a la tarjeta, y quien pagó recibe un correo. La sesión queda como estaba.`,
    confirm: (money) => `Reembolsar ${money}`,
    done: "El reembolso está concedido, y quien pagó recibe un correo.",
    conflict: "Este pago ya tiene un reembolso: otra persona fue más rápida. Tú no hiciste nada.",
  },
  cancellers: {
    title: "Cancelaciones frecuentes",
    lead: "Tres cancelaciones en 30 días, o más del 30 % de al menos cinco reservas. Nada ocurre por sí solo.",
    none: "Nadie cancela a menudo",
    noneWhy: "Quien lo haga aparece aquí, con las sesiones que canceló.",
    counts: (lately, percent, bookings) =>
      `${lately} en 30 días · ${percent} % de ${bookings} ${plural(bookings, "reserva", "reservas")}`,
    history: "Qué canceló, lo último primero",
    how: (role, when, before) =>
      `${role === "mentor" ? "Daba mentoría" : "Recibía mentoría"}, ${when}, ${span(before)} antes de empezar`,
    refund: (money) => `reembolso de ${money}`,
  },
  running: "La sesión está en curso. Cuando termine, se podrá reembolsar aquí.",
};
