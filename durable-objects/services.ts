import type { Booking } from "../domain/booking.ts";
import type { PlatformEvent } from "../domain/platform-events.ts";
import type { Instant } from "../domain/time.ts";
import type { EmailSender } from "../providers/email/port.ts";
import type { Payments } from "../providers/stripe/port.ts";
import type { VideoServices } from "../providers/video/port.ts";
import type { Log } from "../telemetry/log.ts";
import type { EffectDone } from "../telemetry/measured.ts";
import type { ClaimRejection } from "./contract.ts";
import type { News } from "./listener-contract.ts";

/** The outside services, already configured. */
export interface OutsideServices {
  readonly payments: Payments;
  readonly video: VideoServices;
  readonly email: EmailSender;
  /** Null where no platform listens. */
  readonly platform: Platform | null;
  readonly appOrigin: string;
  readonly supportEmail: string;
  /** The address that mails and calendar entries come from. */
  readonly emailFrom: string;
}

/** A platform that is told of its bookings by webhook. */
export interface Platform {
  /** @throws ServiceUnavailable unless it has answered that it has it. */
  announce(event: PlatformEvent, booking: Booking): Promise<void>;
}

/** An event that no attempt could deliver. */
export interface UndeliveredEvent extends PlatformEvent {
  readonly attempts: number;
  /** What the last attempt met. */
  readonly why: string;
  readonly givenUpAt: Instant;
}

/** The list in D1 from which events are sent again by hand. */
export interface Undelivered {
  list(event: UndeliveredEvent): Promise<void>;
}

/** A person as a mail needs them. `email` is null once they are removed. */
export interface MailPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly timezone: string;
  readonly locale: "en" | "es";
}

export interface People {
  /** @returns those that exist, in no order. */
  byIds(ids: readonly string[]): Promise<readonly MailPerson[]>;
  administratorIds(): Promise<readonly string[]>;
}

/** D1, as the booking's object writes it. */
export interface Projection {
  write(booking: Booking, since: number): Promise<"written" | ClaimRejection["code"]>;
  /** Marks the payment as this booking's before it is decided on. @returns false when it is another's. */
  claimPayment(bookingId: string, intentId: string): Promise<boolean>;
  /** Takes such a mark back: the booking was not confirmed with it after all. */
  releasePayment(bookingId: string, intentId: string): Promise<void>;
}

/** Everybody's open pages. */
export interface Pages {
  /** @throws when the person's listeners could not be reached. */
  tell(userId: string, news: News): Promise<void>;
}

/** Everything a booking's life reaches for outside its own storage. */
export interface World extends OutsideServices {
  readonly clock: () => Instant;
  /** Wakes the object at an instant, at least once; the latest call counts. */
  readonly setAlarm: (at: Instant) => void;
  readonly clearAlarm: () => void;
  readonly newId: () => string;
  /** Resolves once the answer that is being made has left, or soon after. */
  readonly answered: () => Promise<void>;
  readonly projection: Projection;
  readonly people: People;
  readonly pages: Pages;
  readonly undelivered: Undelivered;
  readonly log: Log;
  /** Each try of an effect, as it is seen from outside. */
  readonly measure: (effect: EffectDone) => void;
}
