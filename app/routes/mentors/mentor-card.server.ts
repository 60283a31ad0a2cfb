import type { MentorRow } from "../../../db/mentors.ts";
import { formatMoney } from "../../../domain/money.ts";
import type { Visit } from "../../server/visit.server.ts";
import { faceOf } from "../../session/card.server.ts";
import { say } from "../../time/formats.server.ts";
import { cityOf, firstZone } from "../../time/zone.ts";
import type { MentorCard } from "./mentor-card.ts";

export function mentorCardOf(row: MentorRow, { locale, now, t }: Visit): MentorCard {
  const zone = firstZone(row.timezone);
  return {
    face: faceOf(row, t),
    city: cityOf(zone),
    clock: say(now, "time", locale, zone),
    offers: row.offers.map(({ durationMinutes, price }) => ({
      minutes: durationMinutes,
      price: price.amount === 0 ? null : formatMoney(price, locale),
    })),
    rating: row.rating && {
      average: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(row.rating.average),
      count: row.rating.count,
    },
  };
}
