import { describe, expect, it } from "vitest";
import { isErased } from "../../domain/decide/erase.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import {
  byMentee,
  byMentor,
  CARD,
  CLOSES,
  cancelledStory,
  confirmedStory,
  MENTEE,
  MENTOR,
  START,
  STORIES,
  STRANGER,
  story,
} from "./support/bookings.ts";

// Issue "People's data": erasure keeps what happened and what money moved, and nothing that names the person.

const spoken = (by = byMentee) =>
  confirmedStory()
    .at(START - 2 * DAY)
    .cancel(by, { reason: "My mother is ill", shareReason: true });

describe("a mentee who is erased", () => {
  it("leaves no address, no card and no words", () => {
    const told = spoken().mailSettled("cancelled", MENTEE).erased(MENTEE);
    expect(told.rejection).toBeNull();
    expect(told.booking.checkoutRequest?.customerEmail).toBe("");
    expect(told.booking.payment).toEqual({ intentId: "pi_1", card: null });
    expect(told.booking.cancellation).toMatchObject({ userId: MENTEE, reason: null, reasonShared: false });
    expect(JSON.stringify(told.booking)).not.toMatch(/ben@|mother|4242/);
    expect([isErased(told.booking, MENTEE), isErased(told.booking, MENTOR)]).toEqual([true, false]);
  });

  it("leaves what happened and what money moved", () => {
    const before = spoken().pending().succeeded();
    const { timeline, refunds, price, status } = before.booking;
    const after = before.fork().erased(MENTEE).booking;
    expect(after).toMatchObject({ timeline, refunds, price, status, menteeId: MENTEE });
  });

  it("is projected, and nobody hears of it", () => {
    const told = STORIES.completed().erased(MENTEE);
    expect([told.grew, told.asked, told.told]).toEqual([true, [], false]);
    expect(told.erased(MENTEE).grew).toBe(false);
  });

  it("leaves what the mentor wrote, and what the mail service said of the mentor's mails", () => {
    const told = spoken(byMentor)
      .do({
        type: "mail_settled",
        key: "k",
        kind: "cancelled",
        userId: MENTOR,
        status: "refused",
        providerId: null,
        detail: "550 no mailbox of ana",
      })
      .erased(MENTEE);
    expect(told.booking.cancellation?.reason).toBe("My mother is ill");
    expect(told.booking.mails[0]?.detail).toBe("550 no mailbox of ana");
    const both = told.erased(MENTOR).booking;
    expect([both.cancellation?.reason, both.mails[0]?.detail, both.erased]).toEqual([
      null,
      null,
      [MENTEE, MENTOR],
    ]);
  });

  it("leaves nothing that the mail service says of a mail which was under way", () => {
    const told = spoken().erased(MENTEE).do({
      type: "mail_settled",
      key: "k",
      kind: "cancelled",
      userId: MENTEE,
      status: "refused",
      providerId: null,
      detail: "550 no mailbox of ben",
    });
    expect(told.booking.mails).toMatchObject([{ key: "k", status: "refused", detail: null }]);
  });

  it("who paid too late has it back all the same, without a mail that could reach them", () => {
    const told = STORIES.expired().erased(MENTEE).after(HOUR).paid();
    expect(told.rejection).toBeNull();
    expect(told.refund).toMatchObject({ cause: "late_payment", status: "requested", intentId: "pi_1" });
    expect(told.booking.payment?.card ?? null).toBeNull();
  });
});

describe("a mentor who is erased", () => {
  const contest = { type: "contested", userId: MENTOR, reason: "I was there, ask Ana" } as const;

  it("leaves that they contested, not what they said; and says no more", () => {
    const told = STORIES.no_show().do(contest).erased(MENTOR);
    expect(told.booking.contests).toMatchObject([{ by: "mentor", reason: "" }]);
    expect(told.timeline).toContain("contested");
    const late = STORIES.no_show().erased(MENTOR).do(contest);
    expect([late.rejection, late.booking.contests]).toEqual([{ code: "not_found" }, []]);
  });

  it("leaves the mentee's card and address", () => {
    const told = cancelledStory().erased(MENTOR);
    expect(told.booking.payment?.card).toEqual(CARD);
    expect(told.booking.checkoutRequest?.customerEmail).toBe("ben@example.com");
  });
});

describe("erasing is refused", () => {
  it("while the session is not over, to the millisecond", () => {
    const conflict = { code: "conflict", detail: "this session is not over yet" };
    expect(confirmedStory().erased(MENTEE).rejection).toEqual(conflict);
    expect(
      confirmedStory()
        .at(CLOSES - 1)
        .erased(MENTOR).rejection,
    ).toEqual(conflict);
    expect(confirmedStory().at(CLOSES).erased(MENTOR).status).toBe("completed");
  });

  it("of the payer, while a checkout whose answer was lost may have to be found by the same words", () => {
    const told = story().create().after(MINUTE).cancel();
    expect(told.status).toBe("expired");
    const closing = { code: "conflict", detail: "its checkout is being closed" };
    expect(told.fork().erased(MENTEE).rejection).toEqual(closing);
    expect(told.fork().erased(MENTOR).rejection).toBeNull();
    expect(
      told
        .fork()
        .after(DAY - MINUTE - 1)
        .erased(MENTEE).rejection,
    ).toEqual(closing);
    expect(
      told
        .fork()
        .after(DAY - MINUTE)
        .erased(MENTEE).rejection,
    ).toBeNull();
    expect(told.opened().erased(MENTEE).rejection).toBeNull();
  });

  it("to whom it is none of: there is nothing of theirs", () => {
    expect(STORIES.completed().erased(STRANGER).rejection).toEqual({ code: "not_found" });
  });
});
