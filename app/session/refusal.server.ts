import type { Viewer } from "../../auth/viewer.ts";
import type { BookingFacts } from "../../domain/booking-facts.ts";
import { cancelDeadline } from "../../domain/cancellation.ts";
import type { Rejection } from "../../domain/rejections.ts";
import type { Visit } from "../server/visit.server.ts";
import { say, zonedTime } from "../time/formats.server.ts";
import type { Refusal } from "./cancel-answer.ts";
import { firstName } from "./card.ts";

type Reader = Pick<Visit<Viewer>, "locale" | "zone" | "t" | "support">;

/** Why a session cannot be cancelled, in the reader's zone, with who to turn to. */
export function refusalOf(
  reason: Rejection,
  facts: Pick<BookingFacts, "startsAt" | "policy">,
  otherName: string,
  reader: Reader,
): Refusal {
  const { t, support } = reader;
  switch (reason.code) {
    case "cancellation_window_closed":
      return { why: closedWords(facts, otherName, reader), stillOn: true, support };
    case "not_cancellable":
      return {
        why: t.cancel.notCancellable(t.status[reason.status]),
        stillOn: reason.status === "in_progress",
        support,
      };
    case "not_found":
    case "conflict":
    case "contest_window_closed":
    case "payment_ignored":
      return { why: t.cancel.failed, stillOn: false, support };
  }
}

/** The design's sentence: when it closed, and who can still help. */
export function closedWords(
  facts: Pick<BookingFacts, "startsAt" | "policy">,
  otherName: string,
  { locale, zone, t, support }: Reader,
): string {
  const at = cancelDeadline(facts);
  const time = zonedTime(at, locale, zone);
  return t.cancel.closed(say(at, "weekday", locale, zone), time, firstName(otherName), support);
}
