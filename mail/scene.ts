import { ERASED_NAME } from "../domain/erasure.ts";
import { formatMoney, type Money } from "../domain/money.ts";
import type { Fact } from "./letter.ts";
import { shortMoment, span } from "./moments.ts";
import type { MailOrder } from "./order.ts";
import { isolated, oneLine } from "./people-text.ts";
import type { Words } from "./words/en.ts";
import { wordsFor } from "./words/words.ts";

/** An order with what every letter about a session needs of it, ready to be set. */
export interface Scene {
  readonly order: MailOrder;
  readonly words: Words;
  /** The other person's name, harmless. */
  readonly who: string;
  /** The start, short, in the reader's zone. */
  readonly when: string;
  readonly page: string;
  /** One row, or one for each zone. */
  readonly times: readonly Fact[];
  readonly money: (money: Money) => string;
}

export function sceneOf(order: MailOrder): Scene {
  const { booking, to, other, appOrigin } = order;
  const words = wordsFor(to.locale);
  const who = isolated(oneLine(other.name === ERASED_NAME ? words.formerMember : other.name));
  return {
    order,
    words,
    who,
    when: shortMoment(booking.startsAt, to.timezone, words.language),
    page: sessionPage(appOrigin, booking.id),
    times: times(order, words, who),
    money: (money) => formatMoney(money, words.language).replace(/[ \u202f]/g, "\u00a0"),
  };
}

/** Where everything about a session is done. The only address of it that leaves the house. */
export const sessionPage = (appOrigin: string, bookingId: string): string =>
  `${appOrigin}/sessions/${bookingId}`;

/** DESIGN, "Emails": both times. Where both clocks show the same, saying it twice would only puzzle. */
function times(order: MailOrder, words: Words, who: string): readonly Fact[] {
  const { booking, to, other } = order;
  const at = (timezone: string): string => span(booking.startsAt, booking.endsAt, timezone, words.language);
  const mine = at(to.timezone);
  const theirs = at(other.timezone);
  if (mine === theirs) return [{ label: words.when, value: mine }];
  return [
    { label: words.yourTime, value: `${mine}${place(to.timezone)}` },
    { label: words.timeOf(who), value: `${theirs}${place(other.timezone)}` },
  ];
}

/** " (New York)": CLDR has letters for few zones and "GMT-5" for most. */
function place(timezone: string): string {
  const city = timezone.startsWith("Etc/") ? undefined : timezone.split("/").slice(1).at(-1);
  return city === undefined ? "" : ` (${city.replaceAll("_", " ")})`;
}
