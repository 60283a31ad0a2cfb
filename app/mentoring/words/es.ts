import { pluralOf } from "../../messages/plural.ts";
import type { MentoringWords } from "./en.ts";

const plural = pluralOf("es");

const shift = (minutes: number): string =>
  minutes % 60 === 0
    ? `${minutes / 60} ${plural(minutes / 60, "hora", "horas")}`
    : `${minutes} ${plural(minutes, "minuto", "minutos")}`;

/** "a la 1:00", "a las 2:00". */
const at = (time: string): string => `${/^1:/.test(time) ? "a la" : "a las"} ${time}`;

export const es: MentoringWords = {
  nav: {
    label: "Tu mentoría",
    schedule: "Agenda",
    availability: "Disponibilidad",
    daysOff: "Días libres",
  },
  schedule: {
    title: "Agenda",
    zone: (zone) => `Tus días y horas están en tu zona: ${zone}.`,
    views: "Vista",
    week: "Semana",
    day: "Día",
    move: "Otro momento",
    previousWeek: "Semana anterior",
    nextWeek: "Semana siguiente",
    previousDay: "Día anterior",
    nextDay: "Día siguiente",
    today: "Hoy",
    keys: "También con las flechas ← y → del teclado.",
    sessions: (n) => (n === 0 ? "Sin sesiones" : `${n} ${plural(n, "sesión", "sesiones")}`),
    none: "Sin sesiones",
    emptyWeek: "Nada esta semana",
    emptyDay: "Nada este día",
    emptyWhy: (open) => `Pueden reservarte ${open}.`,
    open: (hours) => `Abierto ${hours}`,
    closed: "Sin reservas",
    dayOff: "Día libre",
    moreThan: (n) => `Más de ${n} sesiones`,
    until: (from, to) => `${from}\u00a0– ${to}`,
    cut: "Ver el día entero",
    cutDay: "Este día tiene más de lo que cabe en una página.",
    all: "Todas tus sesiones",
    shortDay: (time, minutes) => `El reloj se adelanta ${shift(minutes)} ${at(time)}: este día es más corto.`,
    longDay: (time, minutes) => `El reloj se atrasa ${shift(minutes)} ${at(time)}: este día es más largo.`,
  },
  clock: {
    title: "Tu reloj",
    now: (time, city) => `Hora en ${city}: ${time}.`,
    elsewhere: (time, city) =>
      `Este dispositivo está en la zona de ${city} (ahora, ${time}). Tus horarios siguen la zona de arriba; si te has mudado, cámbiala en tu`,
    profile: "perfil",
    steady: "Tu reloj no cambia en el próximo año.",
    forward: (day, time, minutes) => `El ${day} ${at(time)} tu reloj se adelanta ${shift(minutes)}.`,
    back: (day, time, minutes) => `El ${day} ${at(time)} tu reloj se atrasa ${shift(minutes)}.`,
    keeps: (here, before, after) =>
      `Tus horarios no se mueven en tu reloj: ${here} equivale a ${before} UTC hasta entonces y a ${after} UTC después.`,
    skipped: (weekday, from, to) =>
      `Ese ${weekday} no existe la hora de ${from} a ${to}, así que en ella no se ofrece nada.`,
    twice: (weekday, from, to) =>
      `Ese ${weekday} la hora de ${from} a ${to} ocurre dos veces; solo se ofrece la primera.`,
  },
  daysOff: {
    title: "Días libres",
    lead: (zone) =>
      `En estos días nadie puede reservarte, de medianoche a medianoche según tu reloj: ${zone}. Lo ya reservado se mantiene.`,
    list: "Tus días libres",
    none: "Sin días libres",
    noneWhy: "Tu horario semanal vale todas las semanas.",
    range: (from, to) => `${from} – ${to}`,
    days: (n) => `${n} ${plural(n, "día", "días")}`,
    onNow: "ahora",
    booked: (n) =>
      `${n} ${plural(n, "sesión reservada que se mantiene", "sesiones reservadas que se mantienen")}`,
    see: "Ver en la agenda",
    remove: "Quitar",
    add: "Añadir días libres",
    from: "Primer día",
    to: "Último día",
    toHint: "Déjalo vacío para un solo día.",
    save: "Añadir días libres",
    added: "Tus días libres están guardados. Nadie puede reservarte entonces.",
    removed: "Has quitado esos días libres. Vuelven a poder reservarte.",
    problem: {
      incomplete: "Elige el primer día.",
      past: "El último día ya ha pasado.",
      backwards: "El último día no puede ser anterior al primero.",
      long: "Un año como máximo cada vez.",
      many: "Ya tienes tantos días libres como se pueden guardar. Quita algunos antes.",
      refused: "No se ha guardado nada. Inténtalo de nuevo.",
    },
  },
};
