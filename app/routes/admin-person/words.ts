import type { ErasureRefusal } from "../../../worker/contract.ts";
import { useLanguage } from "../../messages/context.tsx";
import type { Locale } from "../../messages/locale.ts";

interface PersonWords {
  readonly crumb: string;
  readonly erased: string;
  readonly removed: string;
  readonly eraseTitle: string;
  readonly what: string;
  readonly reasonHint: string;
  readonly doIt: string;
  readonly final: string;
  readonly problem: Readonly<Record<ErasureRefusal["code"], string>>;
}

const en: PersonWords = {
  crumb: "Refunds",
  erased: "This person was erased: what they took part in is kept without a name.",
  removed: "Removed: they cannot sign in any more.",
  eraseTitle: "Erase this person",
  what: "Only when they asked for it. Their name, address, photo and words go, and they are signed out everywhere; sessions and money stay, without a name. They could do the same themselves, in their profile, where they can also download their data.",
  reasonHint: "For the audit log. If it is refused, they can read this in the data they download.",
  doIt: "Erase for good",
  final: "This cannot be undone.",
  problem: {
    has_upcoming_bookings: "They have sessions ahead, or one has just ended. Nothing was erased.",
    refund_open: "A refund to them is still open. Nothing was erased.",
    last_administrator:
      "This is the last administrator. The operator makes another first, with npm run admin. Nothing was erased.",
  },
};

const es: PersonWords = {
  crumb: "Reembolsos",
  erased: "Esta persona fue borrada: sus sesiones se conservan sin nombre.",
  removed: "Eliminada: ya no puede entrar.",
  eraseTitle: "Borrar a esta persona",
  what: "Solo si lo ha pedido. Desaparecen su nombre, correo, foto y lo que escribió, y se cierra su sesión en todas partes; las sesiones y el dinero se conservan sin nombre. También puede hacerlo por sí misma en su perfil, donde además puede descargar sus datos.",
  reasonHint: "Para el registro de auditoría. Si se rechaza, podrá leerlo en los datos que descargue.",
  doIt: "Borrar definitivamente",
  final: "Esto no se puede deshacer.",
  problem: {
    has_upcoming_bookings: "Tiene sesiones por delante, o una acaba de terminar. No se ha borrado nada.",
    refund_open: "Todavía tiene un reembolso abierto. No se ha borrado nada.",
    last_administrator:
      "Es la última persona que administra. Quien opera el servicio nombra antes a otra, con npm run admin. No se ha borrado nada.",
  },
};

const personWords: Readonly<Record<Locale, PersonWords>> = { en, es };

export const usePersonWords = (): PersonWords => personWords[useLanguage().locale];
