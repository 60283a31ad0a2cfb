import { describe, expect, it } from "vitest";
import { simulate } from "./native/run.ts";

const HISTORIES = 20_000;

/** 12 s on a quiet core, three times as long when the machine is busy. */
const LONGEST = 240_000;

describe("random histories", () => {
  it(
    `hold every invariant, ${HISTORIES} of them`,
    async () => {
      const report = await simulate({
        firstSeed: 1,
        histories: HISTORIES,
        mostFailures: 1,
        shrinks: true,
      });
      expect(report.failures).toEqual([]);
      expect(report.coverage.histories).toBe(HISTORIES);
      // A simulation to which nothing happens proves nothing.
      expect(report.deeds / HISTORIES).toBeGreaterThan(1.5);
      expect(Object.keys(report.coverage.faults).length).toBeGreaterThan(120);
      expect(report.coverage.transitions).toMatchObject(
        Object.fromEntries(MUST_BE_SEEN.map((transition) => [transition, expect.any(Number)])),
      );
    },
    LONGEST,
  );
});

/** Every step of a booking's life and of a refund's. */
const MUST_BE_SEEN: readonly string[] = [
  "booking - > draft",
  "booking - > confirmed",
  "booking - > in_progress",
  "booking - > completed",
  "booking draft > confirmed",
  "booking draft > expired",
  "booking confirmed > in_progress",
  "booking confirmed > cancelled",
  "booking in_progress > completed",
  "booking in_progress > no_show",
  "refund - (cancelled) > requested",
  "refund - (cancelled) > manual (no_payment_known)",
  "refund - (granted) > requested",
  "refund - (granted) > manual (no_payment_known)",
  "refund - (late_payment) > requested",
  "refund - (late_payment) > manual (payment_amount_differs)",
  "refund - (second_payment) > requested",
  "refund - (second_payment) > manual (payment_amount_differs)",
  "refund requested > pending",
  "refund requested > succeeded",
  "refund requested > manual (amount_exceeds_captured)",
  "refund requested > manual (balance_insufficient)",
  "refund requested > manual (outcome_unknown)",
  "refund requested > manual (payment_disputed)",
  "refund requested > manual (refunded_in_part_elsewhere)",
  "refund pending > succeeded",
  "refund pending > manual (failed_at_stripe)",
  "refund succeeded > manual (failed_at_stripe)",
  "refund manual > requested",
  "refund manual > succeeded",
];
