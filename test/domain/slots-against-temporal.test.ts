import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { bookableSlots, type DaysOff, type MentorWeek, offeredSlot } from "../../domain/slots.ts";
import { DAY, MINUTE } from "../../domain/time.ts";

const PRICE = { amount: 5_000, currency: "usd" };

describe("against Temporal", () => {
  const ZONES = [
    "America/Havana",
    "America/Santiago",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "America/New_York",
    "Pacific/Kiritimati",
    "Europe/Madrid",
    "UTC",
  ];

  /** Slot by slot, no shortcut: what the rule says, with Temporal's clock. */
  function oracle(of: MentorWeek, from: number, to: number): string[] {
    const starts = new Set<string>();
    const zoned = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(of.timezone);
    const last = zoned(to).toPlainDate();
    let day = zoned(from).toPlainDate().subtract({ days: 1 });
    for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
      if (of.daysOff.some((off) => isWithin(day, off))) continue;
      const midnight = day.toPlainDateTime();
      for (const hours of of.hours.filter(({ weekday }) => weekday === day.dayOfWeek % 7)) {
        const closes = midnight
          .add({ minutes: hours.toMinute })
          .toZonedDateTime(of.timezone).epochMilliseconds;
        for (const { durationMinutes } of of.offers) {
          for (
            let minute = hours.fromMinute;
            minute + durationMinutes <= hours.toMinute;
            minute += durationMinutes
          ) {
            const wall = midnight.add({ minutes: minute });
            const start = wall.toZonedDateTime(of.timezone, { disambiguation: "earlier" });
            const startsAt = start.epochMilliseconds;
            const fits = startsAt + durationMinutes * MINUTE <= closes;
            if (start.toPlainDateTime().equals(wall) && fits && from <= startsAt && startsAt < to) {
              starts.add(`${startsAt} ${durationMinutes}`);
            }
          }
        }
      }
    }
    return [...starts].sort();
  }

  for (const timezone of ZONES) {
    it(`agrees in ${timezone}, around every clock change of two years`, () => {
      const random = seeded(timezone.length);
      for (const change of changesOf(timezone)) {
        for (let round = 0; round < 3; round++) {
          const of = randomWeek(timezone, random, change);
          const from = change - Math.floor(random() * 3 * DAY);
          const to = from + Math.floor(random() * 5 * DAY);
          const slots = bookableSlots(of, { from, to }, [], from - 1);
          expect(slots.map((slot) => `${slot.startsAt} ${slot.durationMinutes}`).sort()).toEqual(
            oracle(of, from, to),
          );
          for (const slot of slots) expect(offeredSlot(of, slot, from - 1)).toEqual(slot);
        }
      }
    });
  }

  function changesOf(timezone: string): number[] {
    const changes: number[] = [];
    let at = Temporal.ZonedDateTime.from(`2026-01-01T00:00[${timezone}]`);
    for (;;) {
      const next = at.getTimeZoneTransition("next");
      if (next === null || next.year >= 2028) break;
      changes.push(next.epochMilliseconds);
      at = next;
    }
    return changes.length > 0 ? changes : [at.epochMilliseconds];
  }

  function isWithin(day: Temporal.PlainDate, { from, to }: DaysOff): boolean {
    return Temporal.PlainDate.compare(day, from) >= 0 && Temporal.PlainDate.compare(day, to) <= 0;
  }

  /** @param around days off lie about this instant. */
  function randomWeek(timezone: string, random: () => number, around: number): MentorWeek {
    const pick = (from: number, to: number, step: number) =>
      from + step * Math.floor(random() * ((to - from) / step + 1));
    const hours = Array.from({ length: 12 }, () => {
      const fromMinute = pick(0, 300, 15);
      return { weekday: pick(0, 6, 1), fromMinute, toMinute: pick(fromMinute + 15, 1_440, 15) };
    });
    const offers = [15, 45, 60, 100].map((durationMinutes) => ({ durationMinutes, price: PRICE }));
    const first = Temporal.Instant.fromEpochMilliseconds(around)
      .toZonedDateTimeISO(timezone)
      .toPlainDate()
      .add({ days: pick(-3, 3, 1) });
    const off = { from: first.toString(), to: first.add({ days: pick(0, 2, 1) }).toString() };
    const daysOff = random() < 0.3 ? [off] : [];
    return { timezone, hours, daysOff, offers: offers.filter(() => random() < 0.6) };
  }
});

/** A small generator of numbers in [0, 1), the same on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
