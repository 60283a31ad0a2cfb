import { en, type Words } from "./en.ts";
import { es } from "./es.ts";

/** The catalogue for a locale: "es", "es-MX" and the like read Spanish, everybody else English. */
export const wordsFor = (locale: string): Words => (/^es\b/i.test(locale) ? es : en);
