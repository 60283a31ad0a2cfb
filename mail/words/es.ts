import type { ManualReason } from "../../domain/booking.ts";
import type { Words } from "./en.ts";

const minutes = (count: number): string => (count === 1 ? "1 minuto" : `${count} minutos`);

const manualReasons: Record<ManualReason, string> = {
  no_payment_known: "No consta ningún pago de esta reserva.",
  payment_not_found: "Stripe no conoce el pago.",
  payment_not_succeeded: "El pago nunca llegó a completarse.",
  payment_currency_differs: "El pago se hizo en otra moneda.",
  payment_amount_differs: "Se pagó un importe distinto del precio de la sesión.",
  payment_mode_differs: "El pago pertenece al otro modo (pruebas o real).",
  amount_exceeds_captured: "Se devolvería más de lo que queda del pago.",
  payment_disputed: "El pago está en disputa.",
  refunded_in_part_elsewhere: "Una parte ya se reembolsó por otra vía.",
  refused_by_stripe: "Stripe rechazó el reembolso.",
  balance_insufficient: "El saldo de Stripe no cubre el reembolso.",
  failed_at_stripe: "El reembolso falló en Stripe después de hacerse.",
  outcome_unknown: "La respuesta de Stripe deja en duda si el reembolso se hizo.",
};

export const es: Words = {
  language: "es",
  when: "Cuándo",
  yourTime: "Tu hora",
  formerMember: "Antiguo miembro",
  timeOf: (who) => `Hora de ${who}`,
  paid: "Pagado",
  refund: "Reembolso",
  free: "Gratis",
  withCard: (money, brand, last4) => `${money} con ${brand} terminada en ${last4}`,
  viewDetails: "Ver detalles",
  openSession: "Abrir la página de la sesión",
  leaveReview: "Dejar una reseña",
  confirmed: {
    subject: (who, when) => `Confirmada: sesión con ${who}, ${when}`,
    titleMentee: (who) => `Tu sesión con ${who} está confirmada`,
    titleMentor: (who) => `${who} ha reservado una sesión contigo`,
    join: "«Unirse a la llamada» aparece en la página de la sesión 15 minutos antes de empezar. El archivo de calendario va adjunto.",
  },
  cancelUntil: (moment) => `Puedes cancelar hasta el ${moment}.`,
  cancelUntilWithRefund: (moment) => `Puedes cancelar hasta el ${moment} y recuperar todo el importe.`,
  cancelClosed: (hours, support) =>
    `Ya no se puede cancelar: el plazo termina ${hours} horas antes del comienzo. En caso de emergencia, escribe a ${support}.`,
  reminderDay: {
    subject: (who, when) => `Recordatorio: sesión con ${who}, ${when}`,
    title: (who) => `Se acerca tu sesión con ${who}`,
    join: "«Unirse a la llamada» aparece en la página de la sesión 15 minutos antes de empezar.",
  },
  reminderSoon: {
    subject: (who, when) => `Empieza pronto: sesión con ${who}, ${when}`,
    titleAhead: (who, left) => `Tu sesión con ${who} empieza en ${minutes(left)}`,
    titleNow: (who) => `Tu sesión con ${who} ya está en marcha`,
    join: "La sala está abierta. «Unirse a la llamada» está en la página de la sesión.",
  },
  roomMoved: {
    subject: (who) => `Tu sesión con ${who} se ha cambiado de sala`,
    title: (who) => `Tu sesión con ${who} sigue en otra sala`,
    join: "La primera sala ha fallado y hemos creado otra. Pulsa de nuevo «Unirse a la llamada» en la página de la sesión: os lleva allí a los dos.",
  },
  cancelled: {
    subject: (who, when) => `Cancelada: sesión con ${who}, ${when}`,
    titleByYou: (who) => `Has cancelado la sesión con ${who}`,
    titleByOther: (who) => `${who} ha cancelado vuestra sesión`,
    titleByTeam: (who) => `Tu sesión con ${who} se ha cancelado`,
    byTeam: "La ha cancelado nuestro equipo de soporte.",
    byPlatform: "La ha cancelado la plataforma en la que se reservó.",
    wasToBe: "La sesión estaba prevista para:",
    calendar: "El archivo adjunto la quita de tu calendario.",
    yourReason: "Tu motivo",
    reasonOf: (who) => `Lo que escribió ${who}`,
    reasonOfTeam: "El motivo",
  },
  money: {
    toCard: (brand, last4) => `tu tarjeta ${brand} terminada en ${last4}`,
    toSomeCard: "la tarjeta con la que pagaste",
    onItsWay: (money, card) =>
      `Te devolvemos ${money} a ${card}. Los bancos suelen tardar de 5 a 10 días en mostrarlo.`,
    done: (money, card, day) =>
      `${money} se devolvieron a ${card} el ${day}. Los bancos suelen tardar de 5 a 10 días en mostrarlo.`,
    settledOutside: (money, day) => `${money} se te devolvieron el ${day}.`,
    byHand: (money) =>
      `Se te devuelven ${money}. Nuestro equipo lo está gestionando a mano: no tienes que hacer nada.`,
    wasFree: "Era gratis, así que no se mueve dinero.",
    none: (support) => `No se ha previsto un reembolso. Si lo esperabas, escribe a ${support}.`,
  },
  review: {
    subject: (who, day) => `¿Qué tal tu sesión con ${who} del ${day}?`,
    title: (who) => `¿Qué tal tu sesión con ${who}?`,
    body: "Una valoración y unas palabras ayudan a otras personas a elegir. Es solo un minuto.",
  },
  refundFailed: {
    subject: (money, who, day) => `Tu reembolso de ${money} se retrasa: sesión con ${who}, ${day}`,
    title: "Tu reembolso tarda más de lo debido",
    body: (money, card) =>
      `Todavía no hemos podido devolver ${money} a ${card}. No se ha perdido nada: nuestro equipo ya lo sabe y lo gestiona a mano.`,
    next: (support) =>
      `No tienes que hacer nada. Si tu tarjeta se canceló o se cambió por otra, escribe a ${support} para que te lo paguemos de otra forma.`,
    adminSubject: (money, who, day) => `Un reembolso te necesita: ${money} para ${who}, sesión del ${day}`,
    adminTitle: "Un reembolso necesita a una persona",
    adminBody:
      "Meridian no seguirá por sí solo. Reinténtalo, o dalo por pagado por otra vía, en la lista de reembolsos.",
    adminButton: "Abrir los reembolsos",
    payer: "Quien pagó",
    booking: "Reserva",
    amount: "Importe",
    why: "Por qué",
    requested: "Solicitado",
    unknown: "No consta ningún motivo.",
  },
  manualReasons,
  returned: {
    subject: (money, who, when) => `Tu pago de ${money} se te devuelve: sesión con ${who}, ${when}`,
    lateTitle: "Tu pago llegó tarde y se te devuelve",
    late: (money) =>
      `Tu pago de ${money} nos llegó cuando la hora ya no estaba reservada para ti. No tienes ninguna sesión a esa hora.`,
    twiceTitle: "Pagaste dos veces y el segundo pago se te devuelve",
    twice: (money) =>
      `Nos llegó un segundo pago de ${money} por la misma sesión. Con uno bastaba: la sesión no cambia en nada.`,
    grantedTitle: (who) => `Te reembolsamos tu sesión con ${who}`,
    granted: (money) => `Nuestro equipo ha decidido devolverte entero tu pago de ${money} por esta sesión.`,
  },
  footer: (support) => `Meridian · Recibes este correo por una sesión tuya. ¿Preguntas? ${support}`,
  adminFooter: (support) => `Meridian · Recibes este correo como administrador. ¿Preguntas? ${support}`,
  signIn: {
    subject: (code) => `${code} es tu código para Meridian`,
    title: "Entra en Meridian",
    body: "Escribe este código donde lo pediste:",
    orLink:
      "O abre la página de abajo, en el navegador que lo pidió, y pulsa su botón. Abrirla por sí sola no hace nada.",
    button: "Abrir la página de acceso",
    ignore:
      "Si no lo pediste, no tienes que hacer nada: sin el navegador que lo pidió, el código no vale nada.",
    footer: "Meridian · Recibes este correo porque alguien escribió tu dirección para entrar.",
  },
  calendar: {
    feed: "Sesiones de Meridian",
    summary: (who) => `Sesión con ${who}`,
    cancelledSummary: (who) => `Cancelada: sesión con ${who}`,
    description: (page) =>
      `Únete desde la página de la sesión, a partir de 15 minutos antes del comienzo: ${page}`,
    cancelledDescription: (page) => `Esta sesión se canceló: ${page}`,
  },
};
