import type { Viewer } from "../../../auth/viewer.ts";
import type { MentorRow } from "../../../db/mentors.ts";
import { CURRENT_POLICY, cancelDeadline } from "../../../domain/cancellation.ts";
import { formatMoney } from "../../../domain/money.ts";
import type { Slot } from "../../../domain/slots.ts";
import { toRfc3339 } from "../../../domain/time.ts";
import type { Visit } from "../../server/visit.server.ts";
import { faceOf, placesOf, whenWords } from "../../session/card.server.ts";
import { say } from "../../time/formats.server.ts";
import type { OfferWords } from "./offer.ts";

export function offerOf(slot: Slot, mentor: MentorRow, visit: Visit<Viewer>): OfferWords {
  const deadline = cancelDeadline({ startsAt: slot.startsAt, policy: CURRENT_POLICY });
  return {
    startsAt: toRfc3339(slot.startsAt),
    minutes: slot.durationMinutes,
    when: whenWords(slot.startsAt, visit),
    price: slot.price.amount === 0 ? null : formatMoney(slot.price, visit.locale),
    deadline: visit.now < deadline ? whenWords(deadline, visit) : null,
    ribbons: {
      places: placesOf(slot, mentor, visit),
      time: say(slot.startsAt, "time", visit.locale, visit.zone),
      other: faceOf(mentor, visit.t),
    },
  };
}
