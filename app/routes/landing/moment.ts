import type { Sky } from "../../session/card.ts";

/**
 * Nine in the morning in New York is eleven at night in Tokyo, as the landing page says, in winter only: so the sky of its picture is
 * always that of this day. It is written down as `skyOf` tells it (test/app/sky.test.ts), since a process's first formatter takes as long
 * as the rest of this page.
 */
export const MOMENT = "2026-01-15T14:00:00Z";
export const HERE: Sky = { noon: 725, day: 286, twilight: 316 };
export const THERE: Sky = { noon: 709, day: 299, twilight: 327 };
