import type { ErasureRefusal } from "../../../worker/contract.ts";
import { useLanguage } from "../../messages/context.tsx";
import type { Locale } from "../../messages/locale.ts";

/** Why somebody cannot be erased just now. */
export type ErasureProblem = "not_confirmed" | "confirmation_required" | ErasureRefusal["code"];

interface DataWords {
  readonly title: string;
  readonly lead: string;
  readonly download: string;
  readonly erase: string;
  readonly eraseTitle: string;
  readonly eraseLead: string;
  readonly goes: string;
  readonly whatGoes: readonly string[];
  readonly stays: string;
  readonly whatStays: readonly string[];
  readonly confirm: string;
  readonly confirmHint: (email: string) => string;
  readonly doIt: string;
  readonly final: string;
  readonly keep: string;
  readonly problem: Readonly<Record<ErasureProblem, string>>;
  readonly sessions: string;
}

const en: DataWords = {
  title: "Your data",
  lead: "Take everything that is kept about you with you, or have it erased.",
  download: "Download my data",
  erase: "Erase my account",
  eraseTitle: "Erase your account",
  eraseLead: "You are signed out everywhere at once. Nobody can bring the account back.",
  goes: "What goes",
  whatGoes: [
    "Your name, email address, photo and headline",
    "Your hours, offers and calendar feed",
    "What you wrote: reasons, reviews",
    "The card that a session was paid with, as far as it was shown here",
  ],
  stays: "What stays",
  whatStays: [
    "That sessions took place, and when. The other person reads “Former member” instead of your name",
    "What was paid and refunded, without your name: books must be kept",
    "The stars you gave, without your name",
  ],
  confirm: "Type your email address to confirm",
  confirmHint: (email) => `It is ${email}.`,
  doIt: "Yes, Erase My Account",
  final: "This cannot be undone.",
  keep: "Go Back",
  problem: {
    not_confirmed: "This is not the address of your account. Nothing was erased.",
    confirmation_required:
      "You are an administrator, and it is more than 15 minutes since you confirmed that it is you. Confirm it, then come back here. Nothing was erased.",
    last_administrator:
      "You are the last administrator. Ask whoever runs this to make another first, with npm run admin. Nothing was erased.",
    has_upcoming_bookings:
      "You have sessions ahead, or one has just ended. Cancel them or wait until they are over; then come back. Nothing was erased.",
    refund_open: "A refund to you is still on its way. Once it has arrived, come back. Nothing was erased.",
  },
  sessions: "See my sessions",
};

const es: DataWords = {
  title: "Tus datos",
  lead: "Llévate todo lo que guardamos sobre ti, o pide que se borre.",
  download: "Descargar mis datos",
  erase: "Borrar mi cuenta",
  eraseTitle: "Borrar tu cuenta",
  eraseLead: "Se cerrará tu sesión en todas partes al momento. Nadie podrá recuperar la cuenta.",
  goes: "Qué se borra",
  whatGoes: [
    "Tu nombre, correo, foto y presentación",
    "Tus horarios, tarifas y el enlace de tu calendario",
    "Lo que escribiste: motivos y reseñas",
    "La tarjeta con la que se pagó una sesión, en lo que se mostraba aquí",
  ],
  stays: "Qué se conserva",
  whatStays: [
    "Que hubo sesiones y cuándo. La otra persona leerá «Antiguo miembro» en lugar de tu nombre",
    "Lo pagado y lo reembolsado, sin tu nombre: la contabilidad debe conservarse",
    "Las estrellas que diste, sin tu nombre",
  ],
  confirm: "Escribe tu correo para confirmar",
  confirmHint: (email) => `Es ${email}.`,
  doIt: "Sí, borrar mi cuenta",
  final: "Esto no se puede deshacer.",
  keep: "Volver",
  problem: {
    not_confirmed: "No es el correo de tu cuenta. No se ha borrado nada.",
    confirmation_required:
      "Administras este servicio, y hace más de 15 minutos que confirmaste que eres tú. Confírmalo y vuelve aquí. No se ha borrado nada.",
    last_administrator:
      "Eres la última persona que administra. Pide a quien opera el servicio que nombre antes a otra, con npm run admin. No se ha borrado nada.",
    has_upcoming_bookings:
      "Tienes sesiones por delante, o una acaba de terminar. Cancélalas o espera a que pasen y vuelve después. No se ha borrado nada.",
    refund_open: "Todavía hay un reembolso en camino. Vuelve cuando te haya llegado. No se ha borrado nada.",
  },
  sessions: "Ver mis sesiones",
};

export const dataWords: Readonly<Record<Locale, DataWords>> = { en, es };

export const useDataWords = (): DataWords => dataWords[useLanguage().locale];
