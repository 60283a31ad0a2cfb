import { pluralOf } from "../../../messages/plural.ts";
import type { InsightsWords } from "./shape.ts";

const plural = pluralOf("es");

export const es: InsightsWords = {
  title: "Indicadores",
  lead: "Cómo va el servicio frente a los objetivos que se le pusieron. Los días son UTC; lo que va de hoy está incluido.",
  ranges: "Desde cuándo",
  range: { 30: "30 días", 91: "13 semanas", 364: "52 semanas" },
  csv: "Descargar en CSV",
  groups: { functional: "¿Funciona?", business: "¿Sirve?", experience: "¿Es fácil?" },
  metrics: {
    completion: {
      title: "Sesiones completadas",
      definition:
        "De las sesiones reservadas (pagadas o gratuitas) que debían terminar en este tiempo: las que se celebraron hasta el final. Las canceladas y las que alguien no atendió cuentan en el total; los huecos que nadie pagó, no. De las reservas en D1.",
      part: "Completadas",
      whole: "Reservadas",
    },
    missed: {
      title: "Ausencias",
      definition:
        "De las sesiones que llegaron a su final sin cancelarse: aquellas a las que alguien faltó según el registro del propio servicio de vídeo. Sin pruebas completas, una sesión cuenta como completada. De las reservas en D1.",
      part: "Con ausencia",
      whole: "Celebradas o no",
    },
    cancellation: {
      title: "Cancelaciones",
      definition:
        "De las sesiones reservadas que debían terminar en este tiempo: las que se cancelaron antes, fuera quien fuera. De las reservas en D1.",
      part: "Canceladas",
      whole: "Reservadas",
    },
    reviews: {
      title: "Sesiones con reseña",
      definition:
        "De las sesiones completadas en este tiempo: las que ya tienen reseña. Las recientes aún pueden recibirla; cada día se vuelve a contar durante 60 días. De las reservas en D1.",
      part: "Con reseña",
      whole: "Completadas",
    },
    link: {
      title: "Enlace de vídeo disponible",
      definition:
        "De las sesiones que llegaron a su final y se reservaron antes de empezar: las que acabaron teniendo sala. Quien pulsó y no pudo entrar no se ve aquí: Analytics Engine guarda cada respuesta del botón de entrar. De las reservas en D1.",
      part: "Con sala",
      whole: "La necesitaban",
    },
    joining: {
      title: "Del clic a la llamada",
      definition:
        "De media, desde el primer clic de alguien en «Unirse a la llamada» hasta que el servicio de vídeo lo vio en la sala; no cuenta quien nunca fue visto, o ya estaba dentro. De las entradas en D1.",
      part: "Segundos en total",
      whole: "Personas que entraron",
    },
    weekly: {
      title: "Visitas semanales",
      definition:
        "De las personas con alguna sesión en una semana, como mentorizado o mentor, también canceladas: las que abrieron Mis sesiones en ella. La media de las semanas que terminan en cada uno de estos días, hasta donde hay visitas anotadas (se guardan 92 días). De las reservas y las visitas en D1.",
      part: "La abrieron",
      whole: "Tenían sesión",
    },
    engagement: {
      title: "Días de visita al mes",
      definition:
        "En cuántos días de 28 abrió Mis sesiones quien llegó a venir. El objetivo son 3 páginas vistas; aquí un día cuenta una sola vez, así que las páginas nunca son menos. La media de los meses que terminan en cada uno de estos días. De las visitas en D1.",
      part: "Días de visita",
      whole: "Visitantes",
    },
    mail: {
      title: "Avisados en 5 minutos",
      definition:
        "De las sesiones canceladas en este tiempo: aquellas en que el servicio de correo había aceptado los correos a ambas personas antes de cinco minutos. Lo que espera, o fue rechazado, no llegó a tiempo. De las reservas en D1.",
      part: "A tiempo",
      whole: "Canceladas",
    },
    refund: {
      title: "Reembolso hecho, 95 de 100",
      definition:
        "Lo que tardó como máximo, en 95 de cada 100 casos, desde pedir el reembolso hasta que Stripe lo dio por hecho; los que siguen abiertos o fallaron solo cuentan en el total. De los reembolsos en D1.",
      part: "Hechos",
      whole: "Pedidos",
    },
    invalid: {
      title: "Reembolsos indebidos",
      definition:
        "Reembolsos del libro de Stripe que el nuestro no tiene, o tiene con otro importe, hallados por la comparación diaria, sea cual sea su suerte después. El total son los días comparados. De la conciliación en D1.",
      part: "Indebidos",
      whole: "Días comparados",
    },
  },
  target: {
    above: (value) => `Objetivo: al menos ${value}`,
    below: (value) => `Objetivo: menos de ${value}`,
    exactly: (value) => `Objetivo: ${value}`,
  },
  met: "cumplido",
  notMet: "no cumplido",
  noValue: "Aún nada",
  against: {
    better: (before) => `Mejor que antes (${before})`,
    worse: (before) => `Peor que antes (${before})`,
    same: (before) => `Como antes (${before})`,
  },
  seconds: (n) => `${n} s`,
  days: (n) => `${n} días`,
  within: (bound) => `${bound} como máximo`,
  beyond: (bound) => `más de ${bound}`,
  units: {
    second: (n) => `${n} s`,
    minute: (n) => `${n} min`,
    hour: (n) => `${n} h`,
    day: (n) => `${n} ${plural(n, "día", "días")}`,
  },
  asTable: "En una tabla",
  when: "Desde",
  value: "Valor",
  counted: (n, of) =>
    `Están contados ${n} de estos ${of} días: los demás son anteriores a la primera sesión, o se contarán en unas horas.`,
  frequent: {
    title: "Quién cancela a menudo",
    value: (n) => `${n} ${plural(n, "persona", "personas")}`,
    definition:
      "Ahora mismo: tres cancelaciones en 30 días, o más del 30 % de al menos cinco reservas. El gráfico muestra cuántas veces cancelaron estas personas, según el día en que lo hicieron. De las reservas en D1.",
    cancelled: "Veces",
    part: "De personas",
    whole: "A menudo ahora",
    open: "Ver quién",
  },
  unmeasured: {
    title: "Lo que aquí no se cuenta",
    list: [
      [
        "Canceladas por la videollamada (objetivo: menos del 1 %)",
        "A nadie se le pide un tipo de motivo, y lo que cada cual escribe es suyo. En las últimas 24 horas, cuando una llamada podría fallar, solo cancela la administración: Cancelaciones muestra cada una.",
      ],
      [
        "Consultas por un enlace que no aparece (objetivo: menos del 2 %)",
        "La ayuda va por correo, fuera de Meridian. Cada respuesta del botón de entrar, también las negativas, está en Analytics Engine.",
      ],
    ],
  },
  none: "Aún no hay nada que contar",
  noneWhy: "En cuanto termine, o se cancele, una primera sesión, su día se contará aquí.",
};
