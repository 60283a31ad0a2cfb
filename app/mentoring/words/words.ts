import { useLanguage } from "../../messages/context.tsx";
import type { Locale } from "../../messages/locale.ts";
import { en, type MentoringWords } from "./en.ts";
import { es } from "./es.ts";

export const mentoringWords: Record<Locale, MentoringWords> = { en, es };

export const useMentoringWords = (): MentoringWords => mentoringWords[useLanguage().locale];
