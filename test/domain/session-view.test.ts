import { describe, expect, it } from "vitest";
import { roleOf, TIMELINE_ENTRY_TYPES, type TimelineEntryType } from "../../domain/booking.ts";
import { factsOf } from "../../domain/booking-facts.ts";
import { REFUND_ENTRIES } from "../../domain/decide/refunds.ts";
import { mayReadEntry, mayReview, viewSession, visibleReason } from "../../domain/session-view.ts";
import { HOUR, MINUTE } from "../../domain/time.ts";
import {
  ADMIN,
  BOOKED,
  byAdmin,
  byMentee,
  byMentor,
  byPlatform,
  CLOSES,
  confirmedStory,
  DEADLINE,
  HOLD_END,
  MENTEE,
  MENTOR,
  START,
  STORIES,
  STRANGER,
  type Story,
  story,
} from "./support/bookings.ts";

const view = (told: Story, viewerId: string, reviewed = false) =>
  viewSession(factsOf(told.booking), reviewed, viewerId, told.now);

describe("who sees a booking", () => {
  it("its mentor and its mentee, each in their role", () => {
    const told = confirmedStory();
    expect(view(told, MENTOR)?.role).toBe("mentor");
    expect(view(told, MENTEE)?.role).toBe("mentee");
    expect(roleOf(told.booking, MENTOR)).toBe("mentor");
  });

  it("nobody else: for them it does not exist, in no state", () => {
    for (const situation of Object.values(STORIES)) {
      for (const viewerId of [STRANGER, ADMIN, "", "BEN", "ben "])
        expect(view(situation(), viewerId)).toBeNull();
    }
  });
});

describe("what a card offers", () => {
  it("cancel until the deadline, join from 15 minutes before until the close, then a review", () => {
    const told = confirmedStory().roomMade();
    const offers = (now: number) => {
      const card = view(told.at(now), MENTEE);
      return [card?.status, card?.canCancel, card?.canJoin, card?.canReview];
    };
    expect(offers(BOOKED + HOUR)).toEqual(["confirmed", true, false, false]);
    expect(offers(DEADLINE - 1)).toEqual(["confirmed", true, false, false]);
    expect(offers(DEADLINE)).toEqual(["confirmed", false, false, false]);
    expect(offers(START - 15 * MINUTE - 1)).toEqual(["confirmed", false, false, false]);
    expect(offers(START - 15 * MINUTE)).toEqual(["confirmed", false, true, false]);
    expect(offers(START)).toEqual(["in_progress", false, true, false]);
    expect(offers(CLOSES - 1)).toEqual(["in_progress", false, true, false]);
    expect(offers(CLOSES)).toEqual(["completed", false, false, true]);
  });

  it("its instants: the deadline, the room's opening and its closing", () => {
    expect(view(confirmedStory(), MENTOR)).toMatchObject({
      cancelDeadline: DEADLINE,
      joinOpensAt: START - 15 * MINUTE,
      joinClosesAt: CLOSES,
    });
  });

  it("of a draft: its mentee may give it up at any time, its mentor has nothing to cancel", () => {
    const draft = STORIES.draft();
    expect(view(draft, MENTEE)).toMatchObject({ status: "draft", canCancel: true, canJoin: false });
    expect(view(draft, MENTOR)?.canCancel).toBe(false);
    const late = story()
      .at(START - HOUR)
      .create();
    expect(view(late, MENTEE)?.canCancel).toBe(true);
    expect(view(draft.at(HOLD_END + HOUR), MENTEE)?.canCancel).toBe(true);
  });

  it("is what the booking itself would accept: the button never promises more", () => {
    for (const situation of Object.values(STORIES)) {
      for (const [viewerId, by] of [
        [MENTEE, byMentee],
        [MENTOR, byMentor],
      ] as const) {
        const told = situation();
        const offered = view(told, viewerId)?.canCancel;
        const before = told.booking.cancellation;
        const accepted = told.fork().cancel(by).rejection === null && before === null;
        expect(offered).toBe(accepted);
      }
    }
  });

  it.each(["cancelled", "expired", "no_show"] as const)("nothing any more when %s", (situation) => {
    expect(view(STORIES[situation](), MENTEE)).toMatchObject({
      status: situation,
      canCancel: false,
      canJoin: false,
      canReview: false,
    });
  });
});

describe("a review", () => {
  it("is for the mentee only, once only, and only when completed", () => {
    const facts = factsOf(STORIES.completed().booking);
    expect(mayReview(facts, false, MENTEE, CLOSES)).toBe(true);
    expect(mayReview(facts, true, MENTEE, CLOSES)).toBe(false);
    expect(mayReview(facts, false, MENTOR, CLOSES)).toBe(false);
    expect(mayReview(facts, false, STRANGER, CLOSES)).toBe(false);
    expect(view(STORIES.completed(), MENTEE, true)?.canReview).toBe(false);
    for (const situation of [
      "draft",
      "confirmed",
      "in_progress",
      "no_show",
      "cancelled",
      "expired",
    ] as const) {
      const told = STORIES[situation]();
      expect(mayReview(factsOf(told.booking), false, MENTEE, told.now), situation).toBe(false);
    }
  });

  it("opens with the clock, though the alarm is late", () => {
    const facts = factsOf(confirmedStory().booking);
    expect(mayReview(facts, false, MENTEE, CLOSES - 1)).toBe(false);
    expect(mayReview(facts, false, MENTEE, CLOSES)).toBe(true);
  });
});

describe("the reason of a cancellation", () => {
  const seen = (told: Story) => [
    view(told, MENTEE)?.cancellationReason,
    view(told, MENTOR)?.cancellationReason,
  ];
  const seenByOthers = ({ booking }: Story) =>
    (["administrator", "platform"] as const).map((reader) => visibleReason(factsOf(booking), reader));

  it("reaches a platform when it was shared, or is its own or an administrator's; and administrators always", () => {
    for (const by of [byMentee, byMentor]) {
      const told = (shareReason: boolean) => confirmedStory().cancel(by, { reason: "ill", shareReason });
      expect(seenByOthers(told(false))).toEqual(["ill", null]);
      expect(seenByOthers(told(true))).toEqual(["ill", "ill"]);
    }
    for (const by of [byAdmin(true), byPlatform(true)]) {
      const told = confirmedStory().cancel(by, { reason: "fraud", shareReason: false });
      expect(seenByOthers(told)).toEqual(["fraud", "fraud"]);
    }
    expect(seenByOthers(confirmedStory())).toEqual([null, null]);
  });

  it("is its canceller's own, unless the box was ticked", () => {
    const mine = { reason: "ill", shareReason: false };
    const shared = { reason: "ill", shareReason: true };
    expect(seen(confirmedStory().cancel(byMentee, mine))).toEqual(["ill", null]);
    expect(seen(confirmedStory().cancel(byMentor, mine))).toEqual([null, "ill"]);
    expect(seen(confirmedStory().cancel(byMentee, shared))).toEqual(["ill", "ill"]);
    expect(seen(confirmedStory().cancel(byMentor, shared))).toEqual(["ill", "ill"]);
  });

  it("of an administrator is theirs, unless shared with both", () => {
    const reason = "mentor left";
    expect(seen(confirmedStory().cancel(byAdmin(true), { reason }))).toEqual([null, null]);
    expect(seen(confirmedStory().cancel(byAdmin(true), { reason, shareReason: true }))).toEqual([
      reason,
      reason,
    ]);
  });

  it("is none where none was given, or nothing cancelled", () => {
    expect(seen(confirmedStory().cancel(byMentee, { shareReason: true }))).toEqual([null, null]);
    expect(seen(confirmedStory())).toEqual([null, null]);
  });
});

describe("the timeline", () => {
  const MONEY: readonly TimelineEntryType[] = ["payment_returned", ...REFUND_ENTRIES];

  it("is whole for the payer, and for whoever takes no part and may read it", () => {
    for (const type of TIMELINE_ENTRY_TYPES) {
      expect(mayReadEntry(type, "mentee")).toBe(true);
      expect(mayReadEntry(type, null)).toBe(true);
    }
  });

  it.each(TIMELINE_ENTRY_TYPES)("tells the mentor of %s, unless it is of the money", (type) => {
    expect(mayReadEntry(type, "mentor")).toBe(!MONEY.includes(type));
  });
});
