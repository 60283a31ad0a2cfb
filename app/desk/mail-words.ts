import type { MailStatus } from "../../db/mail-statuses.ts";
import type { MailKind } from "../../domain/booking.ts";
import { useLanguage } from "../messages/context.tsx";
import type { Locale } from "../messages/locale.ts";

/** The words about mails on the administrators' pages. */
interface MailWords {
  readonly title: string;
  readonly lead: string;
  readonly times: string;
  readonly timesWhat: string;
  readonly noCancels: string;
  /** In the order of `TOLD_WITHIN`, and what took longer. */
  readonly within: readonly [string, string, string, string, string];
  readonly untold: string;
  readonly cancels: string;
  readonly slowest: string;
  readonly session: string;
  readonly cancelled: string;
  readonly took: string;
  readonly lists: string;
  readonly tab: Readonly<Record<"waiting" | "failed", string>>;
  readonly none: Readonly<Record<"waiting" | "failed", string>>;
  readonly noneWhy: Readonly<Record<"waiting" | "failed", string>>;
  readonly later: string;
  readonly kind: Readonly<Record<MailKind, string>>;
  readonly status: Readonly<Record<MailStatus, string>>;
  readonly late: string;
  readonly to: (name: string) => string;
  readonly removed: string;
  readonly asked: (when: string) => string;
  readonly since: (when: string) => string;
  readonly open: string;
  readonly ofSession: string;
  readonly noMails: string;
  readonly again: string;
  readonly againWhat: string;
  readonly againDone: string;
  readonly againConflict: string;
  readonly alarm: {
    readonly waiting: (n: string, one: boolean) => string;
    readonly toldLate: (n: string, one: boolean) => string;
    readonly look: string;
  };
  readonly toFirst: string;
  readonly more: string;
  readonly pages: string;
  /** "1 min 5 s", "320 ms". */
  readonly span: (milliseconds: number) => string;
}

function span(milliseconds: number): string {
  if (milliseconds < 1_000) return `${milliseconds} ms`;
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const en: MailWords = {
  title: "Mails",
  lead: "After a cancel both people are told within five minutes. What waits is tried again by itself, for as long as it is true.",
  times: "From a cancel to both mails accepted",
  timesWhat: "Cancels of the last 7 days.",
  noCancels: "Nobody cancelled in this time.",
  within: ["Within 2 s", "Within 10 s", "Within a minute", "Within 5 minutes", "Over 5 minutes"],
  untold: "Not both accepted",
  cancels: "Cancels",
  slowest: "The slowest",
  session: "Session",
  cancelled: "Cancelled",
  took: "Took",
  lists: "Which mails",
  tab: { waiting: "Waiting", failed: "Not delivered" },
  none: { waiting: "No mail waits", failed: "Every mail got through" },
  noneWhy: {
    waiting: "Whatever was to be said has been handed to the email service.",
    failed: "What the email service refuses or cannot deliver is listed here.",
  },
  later: "You are at the end of the list.",
  kind: {
    confirmed: "Confirmation",
    reminder_24h: "Reminder, 24 hours before",
    reminder_15m: "Reminder, 15 minutes before",
    cancelled: "Cancellation",
    review_invitation: "Review invitation",
    room_moved: "The room moved",
    refund_failed: "Refund needs a hand",
    payment_returned: "Payment sent back",
  },
  status: {
    waiting: "Waiting",
    accepted: "Sent",
    delivered: "Delivered",
    delayed: "Delayed at the recipient",
    refused: "Refused",
    withdrawn: "Not sent: no longer true",
    bounced: "Bounced",
    complained: "Marked as spam",
    suppressed: "Address is blocked",
    failed: "Failed",
  },
  late: "Late",
  to: (name) => `to ${name}`,
  removed: "a removed person",
  asked: (when) => `Due ${when}`,
  since: (when) => `since ${when}`,
  open: "Open the session",
  ofSession: "Mails",
  noMails: "No mail so far.",
  again: "Send again",
  againWhat: "The same mail, once more, to this person's address as it is now.",
  againDone: "It is on its way again.",
  againConflict: "It was not sent: it waits to be sent anyway, or says what is no longer true.",
  alarm: {
    waiting: (n, one) => `${n} ${one ? "mail has" : "mails have"} waited longer than five minutes.`,
    toldLate: (n, one) =>
      `Of ${n} ${one ? "cancel" : "cancels"} in the last 24 hours people were told later than five minutes.`,
    look: "Look at the mails",
  },
  toFirst: "Back to the first",
  more: "Show more",
  pages: "Pages",
  span,
};

const es: MailWords = {
  title: "Correos",
  lead: "Tras una cancelación, ambas personas se enteran en cinco minutos. Lo que espera se reintenta solo, mientras siga siendo cierto.",
  times: "De la cancelación a los dos correos aceptados",
  timesWhat: "Cancelaciones de los últimos 7 días.",
  noCancels: "Nadie canceló en este tiempo.",
  within: ["En 2 s", "En 10 s", "En un minuto", "En 5 minutos", "En más de 5 minutos"],
  untold: "Sin los dos aceptados",
  cancels: "Cancelaciones",
  slowest: "Las más lentas",
  session: "Sesión",
  cancelled: "Cancelada",
  took: "Tardó",
  lists: "Qué correos",
  tab: { waiting: "En espera", failed: "Sin entregar" },
  none: { waiting: "Ningún correo espera", failed: "Todos los correos llegaron" },
  noneWhy: {
    waiting: "Todo lo que había que decir está en manos del servicio de correo.",
    failed: "Aquí aparece lo que el servicio de correo rechaza o no puede entregar.",
  },
  later: "Has llegado al final de la lista.",
  kind: {
    confirmed: "Confirmación",
    reminder_24h: "Recordatorio, 24 horas antes",
    reminder_15m: "Recordatorio, 15 minutos antes",
    cancelled: "Cancelación",
    review_invitation: "Invitación a valorar",
    room_moved: "La sala cambió",
    refund_failed: "Un reembolso necesita ayuda",
    payment_returned: "Pago devuelto",
  },
  status: {
    waiting: "En espera",
    accepted: "Enviado",
    delivered: "Entregado",
    delayed: "Retrasado en destino",
    refused: "Rechazado",
    withdrawn: "No se envió: ya no era cierto",
    bounced: "Devuelto",
    complained: "Marcado como spam",
    suppressed: "Dirección bloqueada",
    failed: "Fallido",
  },
  late: "Con retraso",
  to: (name) => `para ${name}`,
  removed: "una persona eliminada",
  asked: (when) => `Previsto ${when}`,
  since: (when) => `desde ${when}`,
  open: "Abrir la sesión",
  ofSession: "Correos",
  noMails: "Ningún correo hasta ahora.",
  again: "Enviar de nuevo",
  againWhat: "El mismo correo, otra vez, a la dirección que esta persona tiene ahora.",
  againDone: "Va de nuevo en camino.",
  againConflict: "No se envió: ya espera su envío, o dice algo que dejó de ser cierto.",
  alarm: {
    waiting: (n, one) => `${n} ${one ? "correo lleva" : "correos llevan"} más de cinco minutos en espera.`,
    toldLate: (n, one) =>
      `De ${n} ${one ? "cancelación" : "cancelaciones"} de las últimas 24 horas se avisó con más de cinco minutos de retraso.`,
    look: "Ver los correos",
  },
  toFirst: "Volver al principio",
  more: "Mostrar más",
  pages: "Páginas",
  span,
};

export const mailWords: Readonly<Record<Locale, MailWords>> = { en, es };

export const useMailWords = (): MailWords => mailWords[useLanguage().locale];
