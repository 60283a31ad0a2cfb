import { useLanguage } from "../../messages/context.tsx";
import type { Locale } from "../../messages/locale.ts";

interface DetailsWords {
  readonly neighbours: string;
  readonly earlier: string;
  readonly later: string;
  readonly keys: string;
  /** Before the other's name and their time. */
  readonly forOther: string;
  readonly sameClock: (name: string) => string;
  readonly calendar: string;
  readonly calendarWhat: string;
  readonly calendarGone: string;
  readonly calendarKept: string;
  readonly file: string;
  readonly newTab: string;
  readonly again: (name: string) => string;
  readonly steps: string;
  readonly step: {
    readonly requested: (on: string) => string;
    readonly sending: string;
    readonly onItsWay: string;
    readonly sent: (on: string) => string;
    readonly team: string;
    readonly arrives: (card: string, from: string, to: string) => string;
    readonly arrivesLater: (card: string) => string;
  };
  readonly yourCard: string;
  readonly done: string;
  readonly now: string;
}

const en: DetailsWords = {
  neighbours: "Other sessions",
  earlier: "Earlier",
  later: "Later",
  keys: "The arrow keys ← and → go there, too.",
  forOther: "For",
  sameClock: (name) => `The same time for ${name}.`,
  calendar: "Calendar",
  calendarWhat: "Put it where you look. The way in stays here, on this page.",
  calendarGone: "Takes the session out of a calendar that has it.",
  calendarKept: "For your own records.",
  file: "Calendar file (.ics)",
  newTab: "opens in a new tab",
  again: (name) => `Other times with ${name}`,
  steps: "The refund, step by step",
  step: {
    requested: (on) => `Asked for on ${on}`,
    sending: "Being sent to your bank",
    onItsWay: "On its way to your bank",
    sent: (on) => `Sent to your bank on ${on}`,
    team: "With a person of our team, who writes to you",
    arrives: (card, from, to) => `On ${card} between ${from} and ${to}, as banks go`,
    arrivesLater: (card) => `On ${card} 5 to 10 days after that`,
  },
  yourCard: "your card",
  done: "done:",
  now: "now:",
};

const es: DetailsWords = {
  neighbours: "Otras sesiones",
  earlier: "Anterior",
  later: "Siguiente",
  keys: "También con las flechas ← y → del teclado.",
  forOther: "Para",
  sameClock: (name) => `La misma hora para ${name}.`,
  calendar: "Calendario",
  calendarWhat: "Guárdala donde sueles mirar. La entrada sigue aquí, en esta página.",
  calendarGone: "Quita la sesión del calendario que la tenga.",
  calendarKept: "Por si quieres guardar constancia.",
  file: "Archivo (.ics)",
  newTab: "se abre en otra pestaña",
  again: (name) => `Otros horarios con ${name}`,
  steps: "El reembolso, paso a paso",
  step: {
    requested: (on) => `Pedido el ${on}`,
    sending: "Lo estamos enviando a tu banco",
    onItsWay: "En camino a tu banco",
    sent: (on) => `Enviado a tu banco el ${on}`,
    team: "Con una persona de nuestro equipo, que te escribirá",
    arrives: (card, from, to) => `En tu ${card} entre el ${from} y el ${to}, según suelen tardar los bancos`,
    arrivesLater: (card) => `En tu ${card} de 5 a 10 días después`,
  },
  yourCard: "tarjeta",
  done: "hecho:",
  now: "ahora:",
};

export const detailsWords: Readonly<Record<Locale, DetailsWords>> = { en, es };

export const useDetailsWords = (): DetailsWords => detailsWords[useLanguage().locale];
