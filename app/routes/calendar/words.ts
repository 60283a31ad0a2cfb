import { useLanguage } from "../../messages/context.tsx";
import type { Locale } from "../../messages/locale.ts";

/** The words of the page that gives a calendar its address. */
interface CalendarWords {
  readonly title: string;
  /** What leads here from the sessions and the profile. */
  readonly link: string;
  readonly lead: string;
  readonly make: string;
  readonly secret: string;
  readonly address: string;
  readonly open: string;
  readonly elsewhere: string;
  readonly how: readonly (readonly [program: string, steps: string])[];
  readonly since: (when: string) => string;
  readonly untold: string;
  readonly change: string;
  readonly changeWhat: string;
  readonly renew: string;
  readonly end: string;
  readonly done: Readonly<Record<"made" | "renewed" | "ended", string>>;
}

const en: CalendarWords = {
  title: "Your sessions in your calendar",
  link: "Add all to my calendar",
  lead: "Subscribe once, and every session you book, hold or cancel follows by itself, in your calendar's own time zone.",
  make: "Get my calendar link",
  secret:
    "Whoever has the link can read when you meet whom. Keep it to yourself; you can change or end it here at any time.",
  address: "Your calendar link",
  open: "Open in my calendar",
  elsewhere: "Or give the link to your calendar yourself",
  how: [
    ["Google Calendar", "On a computer: Other calendars, the plus sign, From URL."],
    ["Outlook", "Add calendar, Subscribe from web."],
    ["Apple Calendar", "File, New Calendar Subscription; on a phone: Calendars, Add Calendar."],
  ],
  since: (when) =>
    `In use since ${when}. How soon a change shows is up to your calendar: minutes with some, a day with Google.`,
  untold: "Your link still works, but it cannot be shown any more. A new one can.",
  change: "Somebody else has the link?",
  changeWhat: "A new link ends the old one at once. What a calendar has copied already, it may keep.",
  renew: "Make a new link",
  end: "End the link",
  done: {
    made: "Here is your link.",
    renewed: "Here is your new link. The old one has ended.",
    ended: "The link has ended. No calendar can read your sessions by it any more.",
  },
};

const es: CalendarWords = {
  title: "Tus sesiones en tu calendario",
  link: "Añadir todas a mi calendario",
  lead: "Suscríbete una vez y cada sesión que reserves, tengas o canceles aparecerá sola, en la zona horaria de tu calendario.",
  make: "Obtener mi enlace de calendario",
  secret:
    "Quien tenga el enlace puede leer cuándo y con quién te reúnes. No lo compartas; aquí puedes cambiarlo o anularlo cuando quieras.",
  address: "Tu enlace de calendario",
  open: "Abrir en mi calendario",
  elsewhere: "O dale tú el enlace a tu calendario",
  how: [
    ["Google Calendar", "En un ordenador: Otros calendarios, el signo más, Desde URL."],
    ["Outlook", "Agregar calendario, Suscribirse desde la web."],
    [
      "Calendario de Apple",
      "Archivo, Nueva suscripción a calendario; en el teléfono: Calendarios, Añadir calendario.",
    ],
  ],
  since: (when) =>
    `En uso desde ${when}. Lo que tarda en verse un cambio depende de tu calendario: minutos en algunos, un día en Google.`,
  untold: "Tu enlace sigue funcionando, pero ya no se puede mostrar. Uno nuevo, sí.",
  change: "¿Alguien más tiene el enlace?",
  changeWhat:
    "Un enlace nuevo anula el anterior al instante. Lo que un calendario ya copió puede quedarse en él.",
  renew: "Crear un enlace nuevo",
  end: "Anular el enlace",
  done: {
    made: "Aquí tienes tu enlace.",
    renewed: "Aquí tienes tu enlace nuevo. El anterior ya no vale.",
    ended: "El enlace está anulado. Ningún calendario puede leer ya tus sesiones con él.",
  },
};

export const calendarWords: Readonly<Record<Locale, CalendarWords>> = { en, es };

export const useCalendarWords = (): CalendarWords => calendarWords[useLanguage().locale];
