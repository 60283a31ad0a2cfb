import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { timeline } from "../../db/schema.ts";
import { sessionQuery } from "../../db/session-details.ts";
import { expectIndexed, measure } from "../support/workerd/measure.ts";
import { insertBookings, insertRows, insertUsers } from "../support/workerd/rows.ts";

const db = env.DB;
const START = Date.UTC(2026, 10, 23, 12);

describe("one session", () => {
  beforeAll(async () => {
    await insertUsers(db, [
      {
        id: "coach",
        name: "Coach",
        headline: "Listens",
        photoUrl: "/photos/coach",
        timezone: "America/Havana",
      },
      { id: "ann", name: "Ann" },
    ]);
    await insertBookings(db, [
      {
        id: "cancelled",
        mentorId: "coach",
        menteeId: "ann",
        startsAt: START,
        status: "cancelled",
        version: 7,
        holdUntil: START - 5,
        checkoutSessionId: "cs_secret",
        checkoutUrl: "https://checkout.test/1",
        paymentIntent: "pi_secret",
        cardBrand: "visa",
        cardLast4: "4242",
        videoProvider: "daily",
        videoCallRoomId: "room-1",
        videoCallUrl: "https://rooms.test/room-1",
        cancelledAt: START - 9,
        cancelledByRole: "mentee",
        cancelledBy: "ann",
        cancellationReason: "ill",
        cancellationReasonShared: true,
        refundStatus: "succeeded",
        refundAmount: 5_000,
        refundCurrency: "usd",
        refundRequestedAt: START - 9,
        refundSettledAt: START - 8,
        refundIssued: true,
        reviewRating: 4,
        reviewComment: "good",
      },
      { id: "plain", mentorId: "coach", menteeId: "stranger", startsAt: START },
      { id: "self", mentorId: "ann", menteeId: "ann", startsAt: START },
    ]);
    await insertRows(db, timeline, [
      {
        bookingId: "cancelled",
        position: 1,
        at: START - 9,
        type: "cancelled",
        actor: "mentee",
        userId: "ann",
      },
      { bookingId: "cancelled", position: 0, at: START - 99, type: "booked", actor: "mentee", userId: "ann" },
      { bookingId: "plain", position: 0, at: START - 99, type: "booked", actor: "mentee", userId: "ann" },
    ]);
  });

  it("is told whole: facts, both people, review, timeline in order, whether there is a room", async () => {
    const { answer } = await measure(db, sessionQuery(db, "cancelled"));
    expect(answer).toEqual({
      facts: {
        id: "cancelled",
        version: 7,
        status: "cancelled",
        mentorId: "coach",
        menteeId: "ann",
        startsAt: START,
        endsAt: START + 30 * 60_000,
        price: { amount: 5_000, currency: "usd" },
        policy: { notice: 24 * 3_600_000 },
        createdAt: 0,
        holdUntil: START - 5,
        checkoutUrl: "https://checkout.test/1",
        card: { brand: "visa", last4: "4242" },
        roomMovedAt: null,
        cancellation: { at: START - 9, by: "mentee", userId: "ann", reason: "ill", reasonShared: true },
        refund: {
          status: "succeeded",
          amount: 5_000,
          currency: "usd",
          requestedAt: START - 9,
          settledAt: START - 8,
        },
        undecided: false,
        attendance: null,
      },
      mentor: {
        id: "coach",
        name: "Coach",
        headline: "Listens",
        photoUrl: "/photos/coach",
        timezone: "America/Havana",
      },
      mentee: { id: "ann", name: "Ann", headline: null, photoUrl: null, timezone: "UTC" },
      review: { rating: 4, comment: "good" },
      timeline: [
        { at: START - 99, type: "booked", by: "mentee" },
        { at: START - 9, type: "cancelled", by: "mentee" },
      ],
      hasRoom: true,
    });
  });

  it("never tells a room's address or a payment's id", async () => {
    const { answer } = await measure(db, sessionQuery(db, "cancelled"));
    expect(JSON.stringify(answer)).not.toMatch(/rooms\.test|room-1|cs_secret|pi_secret/);
  });

  it("leaves out what is not there, and names nobody it does not know", async () => {
    const { answer } = await measure(db, sessionQuery(db, "plain"));
    expect(answer).toMatchObject({ review: null, hasRoom: false, mentee: { id: "stranger", name: "" } });
    expect(answer?.facts).toMatchObject({ card: null, cancellation: null, refund: null });
    expect((await measure(db, sessionQuery(db, "self"))).answer).toMatchObject({
      mentor: { name: "Ann" },
      mentee: { name: "Ann" },
    });
  });

  it("is null for an unknown id", async () => {
    expect((await measure(db, sessionQuery(db, "nope"))).answer).toBeNull();
  });

  it("reads its own rows only", async () => {
    await expectIndexed(db, (on) => sessionQuery(on, "cancelled"));
    const { rowsRead } = await measure(db, sessionQuery(db, "cancelled"));
    // The booking, two people, two entries, and the look behind the last of them.
    expect(rowsRead).toBeLessThanOrEqual(6);
  });
});
