import type { BookingStatus, TimelineEntryType } from "../../domain/booking.ts";
import type { Messages } from "./en.ts";
import { pluralOf } from "./plural.ts";

const plural = pluralOf("es");

const NUMBERS = [
  "ninguna",
  "una",
  "dos",
  "tres",
  "cuatro",
  "cinco",
  "seis",
  "siete",
  "ocho",
  "nueve",
] as const;
const count = (n: number): string => NUMBERS[n] ?? String(n);
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function span(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return `${days} ${plural(days, "día", "días")}`;
}

const cardName = (brand: string, last4: string): string => {
  const names: Record<string, string> = {
    amex: "American Express",
    diners: "Diners Club",
    jcb: "JCB",
    unionpay: "UnionPay",
  };
  return `${names[brand] ?? (brand === "unknown" ? "tarjeta" : capital(brand))} terminada en ${last4}`;
};

const status: Record<BookingStatus, string> = {
  draft: "Sin pagar",
  confirmed: "Confirmada",
  in_progress: "En curso",
  completed: "Completada",
  no_show: "No asistida",
  cancelled: "Cancelada",
  expired: "No se pagó a tiempo",
};

const by = (who: string | null): string => (who === null ? "" : ` por ${who}`);

const timeline: Record<TimelineEntryType, (who: string | null) => string> = {
  booked: (who) => `Reservada${by(who)}`,
  taken_over: () => "Traída de un calendario existente",
  confirmed: () => "Confirmada",
  started: () => "Empezó",
  completed: () => "Completada",
  missed: () => "Alguien no acudió",
  contested: (who) => (who === null ? "Impugnada" : `${capital(who)} dijo que no es así`),
  ruled: () => "Nuestro equipo decidió quién asistió",
  joined: (who) => (who === null ? "Entrada a la llamada" : `Entrada a la llamada: ${who}`),
  room_moved: () => "Cambio de sala",
  cancelled: (who) => `Cancelada${by(who)}`,
  expired: () => "No se pagó a tiempo y el horario quedó libre",
  payment_returned: () => "Un pago llegó tarde y se devuelve entero",
  refund_granted: (who) => `Reembolso concedido${by(who)}`,
  refund_requested: () => "Reembolso solicitado",
  refund_pending: () => "Reembolso en camino",
  refund_succeeded: () => "Reembolsada",
  refund_failed: () => "El reembolso falló",
  refund_manual: () => "El reembolso espera a una persona del equipo",
  refund_retried: () => "El reembolso se intentó de nuevo",
  refund_settled_outside: () => "Reembolsada por otra vía",
};

export const es: Messages = {
  save: "Guardar",
  /** In the place of an erased person's name. */
  formerMember: "Antiguo miembro",
  optional: "opcional",
  free: "Gratis",
  notSaved: "No se guardó. Nada ha cambiado; revisa lo que escribiste e inténtalo de nuevo.",
  findMentor: "Buscar mentor",
  outcomeTitle: "Esta sesión",
  atTime: (day, time) => `${day}, a las ${time}`,
  todayAt: (time) => `hoy, ${time}`,
  dayAndTime: (day, time) => `${day}, ${time}`,
  roleOfOther: (own) => (own === "mentor" ? "Te pidió mentoría" : "Te da mentoría"),
  cardName,
  status,
  timeline,
  duration: (minutes) => {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    if (hours === 0) return `${minutes} min`;
    const whole = `${hours} ${plural(hours, "hora", "horas")}`;
    return rest === 0 ? whole : `${whole} ${rest} min`;
  },
  outcome: (card, shown) => {
    if (shown !== "cancelled" || card.cancelledBy === null) return status[shown];
    if (card.cancelledBy === card.role) return "Cancelada por ti";
    if (card.cancelledBy === "mentor" || card.cancelledBy === "mentee") {
      return `Cancelada por ${card.other.name.trim().split(/\s+/)[0] ?? "la otra persona"}`;
    }
    return "Cancelada por el servicio";
  },
  refundShort: {
    requested: (money) => `Reembolso de ${money} solicitado`,
    pending: (money) => `${money} de vuelta, en camino`,
    succeeded: (money) => `${money} reembolsados`,
    failed: (money) => `Nuestro equipo revisa el reembolso de ${money}`,
    manual: (money) => `Nuestro equipo revisa el reembolso de ${money}`,
  },
  live: {
    moved: "Ahora en otra sala, pulsa de nuevo «Unirse a la llamada»",
    changed: (what, name, when) => `${what}: sesión con ${name}, ${when}.`,
  },
  stale: {
    what: (asOf) =>
      `Ahora mismo no hay conexión con nosotros. Así estaba a las ${asOf}; tus sesiones están a salvo y la página se pone al día sola.`,
  },
  actor: { you: "ti", administrator: "nuestro equipo", platform: "la plataforma donde reservaste" },
  nav: {
    skip: "Ir al contenido",
    label: "Principal",
    sessions: "Sesiones",
    mySessions: "Mis sesiones",
    mentors: "Mentores",
    schedule: "Agenda",
    refunds: "Reembolsos",
    profile: "Perfil",
    signIn: "Entrar",
    signOut: "Salir",
    account: (name) => `Cuenta de ${name}`,
  },
  footer: { promise: "Meridian. Un momento, en los dos días.", api: "Para desarrolladores" },
  offline: {
    title: "Estás sin conexión",
    asOf: "Esta es tu próxima sesión tal como la conocíamos el",
    mayHaveChanged: "Puede haber cambiado desde entonces.",
    joining: (time) => `Podrás entrar desde las ${time}, cuando vuelvas a tener conexión.`,
    none: "No tenías ninguna sesión por delante.",
  },
  landing: {
    short: "Mentoría uno a uno, estés donde estés",
    title: "Una hora con alguien que ya lo ha hecho",
    what: "Reserva con un mentor en cualquier lugar del mundo, entra con un clic y cancela a tiempo con todo tu dinero de vuelta.",
    moment: "Un momento, dos días",
    here: "Tú, Nueva York",
    hereTime: "9:00",
    there: "Mei, Tokio",
    thereTime: "23:00",
    points: [
      {
        title: "Siempre la hora correcta",
        what: "Cada hora se muestra en tu zona y en la suya, también cuando cambia el reloj.",
      },
      {
        title: "Un clic y estás en la llamada",
        what: "La sala abre 15 minutos antes. Sin direcciones que buscar ni nada que instalar.",
      },
      {
        title: "Los planes cambian",
        what: "Cancela hasta 24 horas antes y el importe completo vuelve a tu tarjeta. Una vez, y sin pedírselo a nadie.",
      },
    ],
  },
  session: {
    join: "Unirse a la llamada",
    cancel: "Cancelar sesión",
    details: "Ver detalles",
    review: "Dejar reseña",
    finishPaying: "Pagar ahora",
    testVideo: "Probar el vídeo",
    durationLabel: "Duración:",
    withName: (name) => `con ${name}`,
    you: (city) => `Tú, ${city}`,
    timeIn: (time, city, shift) =>
      `${time} en ${city}${shift === 0 ? "" : shift > 0 ? ", día siguiente" : ", día anterior"}`,
    shifted: (time, shift) =>
      shift === 0 ? time : `${time} ${shift > 0 ? "del día siguiente" : "del día anterior"}`,
    cancellingClosed: (when) => `Cancelación cerrada: ${when}`,
    moved: "La primera sala ha fallado. «Unirse a la llamada» os lleva ahora a los dos a otra.",
    held: (until) => (until === null ? "Sin pagar" : `Reservada hasta las ${until}`),
  },
  hero: {
    title: (time) => `${time} con`,
    status: (facts, state, now) => {
      if (state.pay) {
        return facts.held === null
          ? "Sin pagar"
          : `Reservada para ti hasta las ${facts.held}. Paga para confirmarla`;
      }
      if (state.status === "draft") return "Sin pagar";
      if (state.running) return `En curso: quedan ${span(facts.endsAt - now)}`;
      if (state.join && now >= facts.endsAt) return "El tiempo terminó. La sala sigue abierta una hora";
      if (state.join) return `La sala está abierta. Empieza en ${span(facts.startsAt - now)}`;
      return `Empieza en ${span(facts.startsAt - now)}. La sala abre a las ${facts.opens}`;
    },
  },
  sessions: {
    title: "Mis sesiones",
    upcoming: "Próximas",
    past: "Pasadas",
    lists: "Qué sesiones",
    pages: "Páginas",
    more: "Mostrar más",
    toFirst: "Volver al principio",
    grown: (n) => `${n} ${plural(n, "sesión", "sesiones")} más.`,
    growFailed: "No se ha podido cargar. Tus sesiones están a salvo y no pierdes tu sitio.",
    lookedTo: (day) => `Hemos mirado hasta el ${day} sin encontrar nada más por ahora.`,
    slow: "Tarda más de lo normal. No se pierde nada; sigue por sí solo.",
    closes: "Se puede cancelar gratis hasta 24 horas antes de cada sesión.",
    welcome: "Has entrado.",
    zone: (zone) => `Las horas están en tu zona: ${zone}.`,
    summary: (today, laterThisMonth) => {
      if (today === 0 && (laterThisMonth === null || laterThisMonth === 0)) return null;
      if (today === 0) return `${capital(count(laterThisMonth ?? 0))} este mes.`;
      if (laterThisMonth === null || laterThisMonth === 0) return `${capital(count(today))} hoy.`;
      return `${capital(count(today))} hoy, ${count(laterThisMonth)} más este mes.`;
    },
  },
  finding: {
    label: "Buscar sesiones",
    name: "Buscar un nombre",
    search: "Buscar",
    anyDate: "Cualquier fecha",
    dates: (from, to) => (from === "" ? `Hasta ${to}` : to === "" ? `Desde ${from}` : `${from} – ${to}`),
    from: "Desde",
    to: "Hasta",
    show: "Mostrar",
    role: "Tu papel",
    allRoles: "Todos los papeles",
    asMentee: "Recibo mentoría",
    asMentor: "Doy mentoría",
    outcome: "Estado",
    allOutcomes: "Cualquier estado",
    clear: "Quitar filtros",
    found: (n, more) =>
      more
        ? `${n} ${plural(n, "sesión encontrada", "sesiones encontradas")}, quizá haya más.`
        : `${n} ${plural(n, "sesión encontrada", "sesiones encontradas")}.`,
  },
  empty: {
    upcoming: "No tienes próximas sesiones",
    upcomingWhy: "¿Quieres reservar tu primera sesión de mentoría?",
    past: "No tienes sesiones pasadas",
    pastWhy: "Cuando una sesión termina, la encuentras aquí, con su reseña.",
    filtered: "Nada coincide con estos filtros",
    filteredWhy: "Tus sesiones siguen ahí. Quita los filtros para verlas.",
    notYet: "Nada encontrado hasta ahora",
    notYetWhy: (day) =>
      `Hemos mirado hasta el ${day}. Quedan más sesiones por mirar: muestra más o quita los filtros.`,
  },
  cancel: {
    title: "¿Cancelar la sesión?",
    sessionWith: (name) => `Sesión con ${name}`,
    comesBack: "Vuelve a tu tarjeta",
    comesBackTo: (card) => `Vuelve a tu ${card}`,
    goesBackTo: (name) => `Vuelve a ${name}`,
    usually: "Normalmente en",
    bankDays: "5 a 10 días",
    closes: "Se puede cancelar hasta",
    charged: "Cobrado hasta ahora",
    nothing: "Nada",
    reason: "Motivo",
    share: (name) => `Que ${name} también pueda leerlo`,
    undoable: "Esta acción no se puede deshacer.",
    youGetAll: "Recibirás un reembolso completo.",
    theyGetAll: (name) => `${name} recibirá un reembolso completo.`,
    wasFree: "No se pagó nada por ella.",
    nothingCharged: "No se cobró nada.",
    back: "Volver",
    confirm: "Sí, cancelar la sesión",
    busy: "Cancelando…",
    stillOn: "Tu sesión sigue en pie.",
    closedTitle: "Ya no se puede cancelar",
    writeSupport: "Escribir a soporte",
    reasonTooLong: "El motivo puede tener 1000 caracteres como máximo. Tu sesión sigue en pie.",
    closed: (day, time, name, support) =>
      `La cancelación se cerró el ${day} a las ${time}, 24 horas antes de tu sesión. Aún puedes escribir a ${name} por correo; en una emergencia, escribe a ${support ?? "soporte"}.`,
    notCancellable: (word) => `Esta sesión ya no se puede cancelar. Su estado: ${word.toLowerCase()}.`,
    failed: "No funcionó. Tu sesión sigue en pie; inténtalo de nuevo.",
    unreached:
      "No pudimos conectar: por lo que sabemos, tu sesión sigue en pie. Inténtalo de nuevo; nunca se cancela ni se reembolsa dos veces.",
    done: "La sesión está cancelada. Ambas personas reciben un correo.",
    doneAndPaid: (money) =>
      `La sesión está cancelada. Te devolvemos ${money}, y ambas personas reciben un correo.`,
    draftDone: "El horario quedó libre. No se cobró nada.",
  },
  refund: {
    requested: (money, card) =>
      `Estamos enviando tu reembolso de ${money}${card === null ? "" : ` a tu ${card}`}. Tarda un momento; tu banco necesita después de 5 a 10 días.`,
    pending: (money, card) =>
      `Tu reembolso de ${money} está en camino: de 5 a 10 días hasta tu ${card ?? "tarjeta"}.`,
    succeeded: (money, card, on) =>
      `${money} volvió a tu ${card ?? "tarjeta"} el ${on}. Tu banco puede tardar de 5 a 10 días en mostrarlo.`,
    manual: (money) =>
      `Tu reembolso de ${money} necesita a una persona de nuestro equipo, que ya está avisada. No se pierde nada y te escribiremos.`,
  },
  details: {
    title: (name) => `Sesión con ${name}`,
    timeline: "Qué ha pasado",
    reason: "Motivo indicado",
    price: "Precio",
    refund: "Reembolso",
    calendar: "Añadir al calendario",
    cancelUntil: (when) => `Se puede cancelar hasta: ${when}.`,
  },
  review: {
    title: (name) => `¿Qué tal con ${name}?`,
    given: "Tu reseña",
    rating: "Valoración",
    scale: "1 es mala, 5 es excelente.",
    stars: (n) => `${n} de 5 ${plural(n, "estrella", "estrellas")}`,
    comment: "¿Qué deberían saber los demás?",
    send: "Enviar reseña",
    thanks: "Gracias. Tu reseña está guardada.",
    problem: {
      rating: "Elige una valoración del 1 al 5.",
      comment: "El comentario puede tener 1000 caracteres como máximo. Aún no se guardó nada.",
      again: "Las reseñas se abren cuando la sesión ha terminado. No se guardó nada.",
    },
  },
  join: {
    tooEarly: (when) => `La sala abre ${when}, 15 minutos antes de la sesión. Se abre desde esta página.`,
    expired: "La sala está cerrada: sigue abierta una hora después de la sesión.",
    cancelled: "Esta sesión se canceló, así que no hay sala.",
    notConfirmed: "Esta sesión aún no está pagada, así que no hay sala. Termina de pagar primero.",
    unavailable:
      "El servicio de video no responde en este momento. Tu sesión sigue en pie; inténtalo de nuevo en un minuto.",
  },
  paid: {
    waiting: "Esperando tu pago",
    waitingWhat: "El banco aún no lo ha confirmado. Esta página vuelve a mirar por sí sola.",
    waitingSafe: (held) =>
      held === null
        ? "El horario está reservado para ti."
        : `El horario está reservado para ti hasta las ${held}. Nunca se te cobra dos veces.`,
    title: "Tu sesión está reservada",
    next: (opens) =>
      `La confirmación va en camino por correo. La sala abre a las ${opens}; entras desde Mis sesiones.`,
    late: "El horario quedó libre",
    lateWhat: "El pago no terminó a tiempo, así que el horario vuelve a estar libre.",
    lateSafe: "Si aun así se cobró algo, todo vuelve a ti por sí solo y te avisamos por correo.",
    otherTimes: "Ver otros horarios",
  },
  mentors: {
    title: "Mentores",
    what: "Personas que ya lo han hecho y disfrutan contándolo.",
    more: "Más mentores",
    none: "Aún no hay mentores",
    noneWhy: "Los primeros están en camino. Vuelve a mirar pronto.",
    clock: (city, time) => `${city}, ahora ${time}`,
    rating: (average, n) => `★ ${average} (${n} ${plural(n, "reseña", "reseñas")})`,
    from: (duration, price) => `${duration} · ${price}`,
    noOffers: "Aún no se puede reservar",
  },
  mentor: {
    own: "Así te ven los demás. No puedes reservar contigo.",
    length: "Duración de la sesión",
    weeks: "Semanas",
    earlier: "Antes",
    later: "Después",
    noSlots: "Nada libre en estos días",
    noSlotsWhy: "Mira una semana posterior.",
    dayFull: "Nada libre",
    noOffers: "Aún no se puede reservar",
    noOffersWhy: "Este mentor no ha abierto ningún horario. Vuelve a mirar pronto.",
  },
  book: {
    title: (name) => `Reservar con ${name}`,
    length: "Duración",
    price: "Precio",
    cancelUntil: (when, paid) =>
      paid ? `Cancela hasta el ${when} y vuelve el importe completo.` : `Se puede cancelar hasta el ${when}.`,
    final: "Esta sesión empieza en menos de 24 horas, así que no se podrá cancelar una vez reservada.",
    pay: (price) => `Pagar ${price}`,
    confirmFree: "Reservar",
    hold: "El horario queda reservado para ti durante 30 minutos mientras pagas, en la página de nuestro proveedor de pagos.",
    done: "Tu sesión está reservada. La confirmación va en camino por correo.",
    otherTimes: "Ver otros horarios",
    problem: {
      slot_taken:
        "Alguien fue un momento más rápido, o ya tienes otra sesión entonces: este horario está ocupado. No se cobró nada.",
      slot_not_offered: "Este horario ya no se ofrece. No se cobró nada.",
      own_slot: "No puedes reservar contigo. No se cobró nada.",
      payments_unavailable:
        "No se pudo abrir la página de pago. El horario está reservado para ti y no se cobró nada; inténtalo de nuevo en un momento.",
      too_many_drafts:
        "Tienes tantas sesiones sin pagar como puede tener una persona, así que esta no quedó reservada. Antes paga o cancela una en Mis sesiones; las que no se pagan terminan solas a los 30 minutos. No se cobró nada.",
      too_many_upcoming:
        "Tienes tantas sesiones por delante con este mentor como puede tener una persona, así que esta no quedó reservada. Cancela una en Mis sesiones, o reserva de nuevo cuando haya empezado una. No se cobró nada.",
      too_many_made:
        "Has hecho tantas reservas en una hora como puede hacer una persona, así que esta no quedó hecha. Inténtalo de nuevo dentro de un rato. No se cobró nada.",
    },
  },
  signIn: {
    title: "Entrar",
    what: "Te enviamos un código por correo. Sin contraseña; la primera vez crea tu cuenta.",
    email: "Correo electrónico",
    send: "Enviarme un código",
    note: "El código funciona en este navegador, durante diez minutos.",
    badEmail: "No parece una dirección de correo. Revísala, por favor.",
    limited: (minutes) =>
      `Son muchos códigos. Inténtalo de nuevo en ${minutes} ${plural(minutes, "minuto", "minutos")}.`,
    mailDown: "No podemos enviar correo en este momento. Inténtalo de nuevo en un minuto.",
    codeTitle: "Mira tu correo",
    codeWhat: "Te enviamos un código de seis cifras. Puede tardar un minuto en llegar.",
    linkTitle: "Entrar en Meridian",
    linkWhat: "Un clic y listo.",
    code: "Código",
    enter: "Entrar",
    noMail: "¿No llegó nada?",
    newCode: "Pedir un código nuevo",
    elsewhere: "Ábrelo donde lo pediste",
    elsewhereWhat:
      "Por tu seguridad, un código solo funciona en el navegador que lo pidió. Abre allí el enlace, o pide aquí un código nuevo.",
    codeProblem: {
      wrong_code: "Ese no es el código. Mira el correo una vez más.",
      code_ended: "Este código ya terminó. Pide uno nuevo.",
      other_browser: "Este código se pidió en otro navegador.",
    },
  },
  availability: {
    title: "Disponibilidad",
    zone: (zone) => `Las horas están en tu zona: ${zone}. Siguen a tu reloj cuando cambia.`,
    hours: "Horario semanal",
    hoursWhat: "Cuándo se puede reservar contigo, semana a semana.",
    none: "No disponible",
    add: "Añadir horas",
    fromOf: (day) => `${day}, desde`,
    toOf: (day) => `${day}, hasta`,
    removeOf: (day, from) => `Quitar ${day} desde ${from}`,
    unsaved: "Aún sin guardar.",
    hoursProblem: {
      incomplete: "Completa las dos horas.",
      backwards: "El final debe ir después del comienzo. La medianoche al final es 00:00.",
      overlap: "Dos de estos tramos se solapan.",
    },
    offers: "Lo que ofreces",
    offersWhat: "Duraciones y precios entre los que se puede elegir. 0 es gratis.",
    noOffers: "Nada todavía, así que nadie puede reservar contigo.",
    addOffer: "Añadir una duración",
    minutes: "Minutos",
    price: "Precio",
    currency: "Moneda",
    removeOffer: (minutes) => `Quitar ${minutes === "" ? "esta línea" : `${minutes} minutos`}`,
    offersProblem: {
      minutes: "De 5 minutos a un día.",
      price: "No es un precio en esta moneda.",
      twice: "Esta duración ya está.",
    },
    saved: { hours: "Tu horario está guardado.", offers: "Tus ofertas están guardadas." },
  },
  profile: {
    title: "Perfil",
    name: "Nombre",
    headline: "Presentación",
    headlineHint: "Lo que se lee bajo tu nombre, por ejemplo «Arquitecta de software».",
    photo: "Foto",
    photoHint: "La dirección https de una imagen. La traemos una vez y guardamos nuestra copia.",
    zone: "Zona horaria",
    zoneHint: "La siguen todas tus horas, correos y recordatorios.",
    language: "Idioma",
    saved: "Guardado.",
    badName: "Escribe un nombre de 100 caracteres visibles como máximo, sin marcas de dirección del texto.",
    badHeadline:
      "La presentación es una línea de 160 caracteres visibles como máximo, sin marcas de dirección.",
    badPhoto: "Escribe la dirección https de una imagen.",
    badZone: "Elige una zona horaria.",
    everywhere: "¿Has entrado en otros sitios?",
    everywhereWhat: "Termina todas tus sesiones abiertas, en todos los dispositivos, también en este.",
    everywhereDo: "Salir en todas partes",
  },
  failure: {
    again: "Intentar de nuevo",
    notFound: {
      title: "Aquí no hay nada",
      what: "Puede que la dirección esté mal escrita, o que lo que había no sea tuyo.",
      safe: "Tus sesiones están donde estaban.",
    },
    forbidden: {
      title: "Esto no vino de nuestra página",
      what: "Un formulario se envió desde otro lugar, así que no hicimos nada con él.",
      safe: "Nada ha cambiado. Empieza desde nuestra propia página.",
    },
    tooMany: {
      title: "Un momento, por favor",
      what: "Desde tu conexión se ha pedido en un minuto más de lo que podemos atender.",
      safe: "Nada ha cambiado. Espera un minuto y vuelve a cargar la página.",
    },
    mentorsOnly: {
      title: "Esta página es para mentores",
      what: "El horario y las ofertas los definen quienes dan mentoría aquí.",
      safe: "Tus sesiones están donde estaban.",
    },
    unreached: {
      title: "No hay conexión con nosotros",
      what: "La página no se ha podido cargar. Puede que tu conexión haya fallado un momento.",
      safe: "Tus sesiones y tus pagos están a salvo.",
    },
    unexpected: {
      title: "Esta página no cargó",
      what: "Algo falló de nuestro lado. Ya lo sabemos.",
      safe: "Tus sesiones y tus pagos están a salvo. Si estabas haciendo algo, mira en Mis sesiones si ya está hecho antes de repetirlo.",
    },
  },
};
