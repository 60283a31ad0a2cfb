import type { ParticipantRole, Verdict } from "../../domain/booking.ts";
import { useLanguage } from "../messages/context.tsx";
import type { Locale } from "../messages/locale.ts";

/** The words about who came to a session. */
interface AttendanceWords {
  readonly title: string;
  /** To a participant. @param missing who is named, `null` for the reader. */
  readonly missed: (missing: readonly (string | null)[]) => string;
  readonly evidence: string;
  readonly ifWrong: (until: string) => string;
  readonly open: string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly send: string;
  readonly done: string;
  readonly youContested: string;
  readonly problem: Readonly<Record<"reason" | "closed" | "again", string>>;
  readonly ruled: Readonly<Record<Verdict, string>>;
  readonly ruledOn: (when: string) => string;
  /** To administrators. */
  readonly role: Readonly<Record<ParticipantRole, string>>;
  readonly found: (missing: readonly string[]) => string;
  readonly contestedBy: (who: string, when: string) => string;
  readonly rule: string;
  readonly ruleWhat: string;
  readonly verdict: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly choose: string;
  readonly confirm: string;
  readonly ruleDone: string;
  readonly conflict: string;
  readonly waiting: string;
  readonly waitingWhat: string;
}

const list = (locale: Locale, names: readonly string[]): string =>
  new Intl.ListFormat(locale, { type: "conjunction" }).format(names);

const en: AttendanceWords = {
  title: "Who came",
  missed: (missing) =>
    `${capital(
      list(
        "en",
        missing.map((name) => name ?? "you"),
      ),
    )} did not come to this session.`,
  evidence:
    "That is what the video service's own record says. Opening the page or pressing Join does not count.",
  ifWrong: (until) => `If that is not right, tell us until ${until}. A person of our team looks at it.`,
  open: "This is not right",
  reason: "What happened?",
  reasonHint: "For our team; the other person does not read it. You can say it once.",
  send: "Send to our team",
  done: "Thank you. A person of our team looks at it and writes to you.",
  youContested: "You told us that this is not right. A person of our team looks at it.",
  problem: {
    reason: "Please say what happened, in 1,000 characters at most. Nothing was sent yet.",
    closed: "It is too late for that: three days have passed. Please write to our support.",
    again: "That did not work. Nothing was sent; please try again.",
  },
  ruled: {
    held: "Our team looked at it: the session was held.",
    mentor_missing: "Our team looked at it: the mentor did not come.",
    mentee_missing: "Our team looked at it: the mentee did not come.",
    both_missing: "Our team looked at it: nobody came.",
  },
  ruledOn: (when) => `Decided ${when}.`,
  role: { mentor: "the mentor", mentee: "the mentee" },
  found: (missing) => `By the video service's log ${list("en", missing)} did not come.`,
  contestedBy: (who, when) => `${who} says that this is not right, ${when}:`,
  rule: "Say who came",
  ruleWhat:
    "Both see it on the session's page. The status stays, and so does the money: a refund is an act of its own.",
  verdict: "Who came?",
  verdicts: {
    held: "Both: the session was held",
    mentor_missing: "The mentor did not come",
    mentee_missing: "The mentee did not come",
    both_missing: "Nobody came",
  },
  choose: "Please say who came. Nothing was done yet.",
  confirm: "Decide",
  ruleDone: "Decided. Both see it on the session's page.",
  conflict: "That cannot be decided now: the session is not over. Nothing was done.",
  waiting: "Missed sessions",
  waitingWhat:
    "Somebody says that the record is wrong, or the mentor did not come and the money is still here.",
};

const es: AttendanceWords = {
  title: "Quién asistió",
  missed: (missing) => {
    const you = missing.includes(null);
    const others = missing.filter((name) => name !== null);
    if (you && others.length > 0) return `Ni tú ni ${list("es", others)} asististeis a esta sesión.`;
    return you ? "No asististe a esta sesión." : `${capital(list("es", others))} no asistió a esta sesión.`;
  },
  evidence:
    "Es lo que dice el registro del propio servicio de vídeo. Abrir la página o pulsar Unirse no cuenta.",
  ifWrong: (until) => `Si no es así, dínoslo antes del ${until}. Lo mirará una persona de nuestro equipo.`,
  open: "No es así",
  reason: "¿Qué pasó?",
  reasonHint: "Para nuestro equipo; la otra persona no lo lee. Puedes decirlo una vez.",
  send: "Enviar al equipo",
  done: "Gracias. Una persona de nuestro equipo lo mirará y te escribirá.",
  youContested: "Nos dijiste que no es así. Lo está mirando una persona de nuestro equipo.",
  problem: {
    reason: "Di qué pasó, en 1000 caracteres como máximo. Aún no se envió nada.",
    closed: "Ya es tarde: han pasado tres días. Escribe a nuestro equipo de ayuda.",
    again: "No funcionó. No se envió nada; inténtalo otra vez.",
  },
  ruled: {
    held: "Nuestro equipo lo miró: la sesión tuvo lugar.",
    mentor_missing: "Nuestro equipo lo miró: faltó quien daba la mentoría.",
    mentee_missing: "Nuestro equipo lo miró: faltó quien recibía la mentoría.",
    both_missing: "Nuestro equipo lo miró: no asistió nadie.",
  },
  ruledOn: (when) => `Decidido ${when}.`,
  role: { mentor: "quien da la mentoría", mentee: "quien la recibe" },
  found: (missing) => `Según el registro del servicio de vídeo faltó ${list("es", missing)}.`,
  contestedBy: (who, when) => `${capital(who)} dice que no es así, ${when}:`,
  rule: "Decidir quién asistió",
  ruleWhat:
    "Ambas personas lo ven en la página de la sesión. El estado no cambia, y el dinero tampoco: un reembolso es otro acto.",
  verdict: "¿Quién asistió?",
  verdicts: {
    held: "Ambas personas: la sesión tuvo lugar",
    mentor_missing: "Faltó quien daba la mentoría",
    mentee_missing: "Faltó quien recibía la mentoría",
    both_missing: "No asistió nadie",
  },
  choose: "Di quién asistió. Aún no se hizo nada.",
  confirm: "Decidir",
  ruleDone: "Decidido. Ambas personas lo ven en la página de la sesión.",
  conflict: "Eso no se puede decidir ahora: la sesión no ha terminado. No se hizo nada.",
  waiting: "Sesiones sin asistencia",
  waitingWhat:
    "Alguien dice que el registro no es cierto, o faltó quien daba la mentoría y el dinero sigue aquí.",
};

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

export const attendanceWords: Readonly<Record<Locale, AttendanceWords>> = { en, es };

export const useAttendanceWords = (): AttendanceWords => attendanceWords[useLanguage().locale];
