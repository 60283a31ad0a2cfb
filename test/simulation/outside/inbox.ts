import type { Booking } from "../../../domain/booking.ts";
import { accepted, type Result } from "../../../domain/result.ts";
import { DAY, type Instant } from "../../../domain/time.ts";
import type { Message } from "../../../providers/email/port.ts";
import type { Host } from "../engine/host.ts";
import type { Letter } from "../native/plain-letter.ts";

export interface Delivered extends Letter {
  readonly bookingId: string;
  readonly at: Instant;
  /** The id of the act that had it sent again; null for the first. */
  readonly again: string | null;
  /** The round it speaks of, whichever it was meant for. */
  readonly isAbout: number | null;
  /** The booking that it was judged on: as it was stored when the object handed the mail over, which nothing can call back. */
  readonly judgedOn: Booking | null;
}

/** The email service and everybody's inbox. One mail leaves under one key, for as long as the key is kept: a day. */
export class SimEmail {
  readonly inbox: Delivered[] = [];
  readonly #keys = new Map<string, { readonly at: Instant; readonly id: string }>();
  readonly #left: (host: Host, mail: Delivered) => void;

  constructor(left: (host: Host, mail: Delivered) => void) {
    this.#left = left;
  }

  /** @param judgedOn the booking as it was stored when the object called. */
  send(
    host: Host,
    message: Message,
    key: string,
    judgedOn: Booking | null,
    now: Instant,
  ): Result<{ readonly id: string }, never> {
    const kept = this.#keys.get(key);
    if (kept !== undefined && now - kept.at < DAY) return accepted({ id: kept.id });
    const letter = JSON.parse(message.text) as Letter;
    // Which failure a mail was meant to tell stands in its key only; what it says is of the refund as it is by now.
    const parts = key.split(":");
    const again = parts.find((part) => part.startsWith("~"))?.slice(1) ?? null;
    const meant = letter.round === null ? Number.NaN : Number(parts.at(again === null ? -1 : -2));
    const round = Number.isNaN(meant) ? letter.round : meant;
    const mail: Delivered = {
      ...letter,
      round,
      again,
      isAbout: letter.round,
      judgedOn,
      bookingId: host.id,
      at: now,
    };
    this.inbox.push(mail);
    const id = `mail_${this.inbox.length}`;
    this.#keys.set(key, { at: now, id });
    this.#left(host, mail);
    return accepted({ id });
  }
}
