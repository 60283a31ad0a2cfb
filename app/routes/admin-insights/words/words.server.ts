import type { Locale } from "../../../messages/locale.ts";
import { en } from "./en.server.ts";
import { es } from "./es.server.ts";
import type { InsightsWords } from "./shape.ts";

export const insightsWords: Readonly<Record<Locale, InsightsWords>> = { en, es };
