import type { ManualReason } from "../../../domain/booking.ts";
import { useLanguage } from "../../messages/context.tsx";
import type { Locale } from "../../messages/locale.ts";
import { type DeskWords, en, type WhyWords } from "./en.ts";
import { es } from "./es.ts";

export const deskWords: Record<Locale, DeskWords> = { en, es };

export const useDeskWords = (): DeskWords => deskWords[useLanguage().locale];

/** Why a refund waits; a reason that this version of the page does not know has words, too. */
export function whyWords(d: DeskWords, reason: string): WhyWords {
  return Object.hasOwn(d.why, reason) ? d.why[reason as ManualReason] : d.whyUnknown;
}
