import { en, type Messages } from "./en.ts";
import { es } from "./es.ts";
import type { Locale } from "./locale.ts";

/** Both languages: on the server only. A browser loads the one it reads (entry.client). */
export const catalogues: Record<Locale, Messages> = { en, es };
