import { describe, expect, it } from "vitest";
import type { Booking } from "../../domain/booking.ts";
import type { Command } from "../../domain/commands.ts";
import { mailKey } from "../../domain/effects.ts";
import { cancelToldAt, isLate } from "../../domain/mail-times.ts";
import { type StoredBooking, upToDate } from "../../domain/stored-booking.ts";
import { MINUTE, SECOND } from "../../domain/time.ts";
import {
  ADMIN,
  cancelledStory,
  confirmedStory,
  MENTEE,
  MENTOR,
  START,
  STORIES,
  Story,
} from "./support/bookings.ts";

const waiting = ({ booking }: Story) =>
  booking.mailsAsked
    .map(mailKey)
    .filter((key) => !booking.mails.some((mail) => mail.key === key))
    .sort();

const refusal = (told: Story, command: Command) => told.fork().do(command).rejection?.code;

const again = (told: Story, key: string, act = "act_1") =>
  told.do({ type: "mail_asked_again", key, again: act });

describe("a mail that was decided", () => {
  it("is noted as waiting in the same step, with when", () => {
    const told = cancelledStory();
    const { version } = told.booking;
    const asked = told.booking.mailsAsked.filter(({ kind }) => kind === "cancelled");
    expect(asked.map(({ userId }) => userId).sort()).toEqual([MENTEE, MENTOR].sort());
    expect(asked.map(({ at }) => at)).toEqual([told.now, told.now]);
    expect(new Set(asked.map((mail) => mail.version))).toEqual(new Set([version]));
  });

  it("waits until something came of it", () => {
    const told = cancelledStory()
      .mailSettled("cancelled", MENTEE)
      .mailSettled("cancelled", MENTOR, "refused");
    expect(waiting(told).filter((key) => key.includes(":cancelled:"))).toEqual([]);
  });

  it("keeps its time when the same one is asked for again", () => {
    const listed = (told: Story) =>
      told.do({
        type: "administrators_listed",
        kind: "refund_failed",
        refundId: "refund_1",
        round: 1,
        userIds: [ADMIN],
      });
    const told = listed(cancelledStory().failed());
    const { now, booking } = told;
    expect(listed(told.after(MINUTE)).booking).toBe(booking);
    expect(booking.mailsAsked.find(({ userId }) => userId === ADMIN)?.at).toBe(now);
  });
});

describe("a mail sent again by hand", () => {
  const KEY = `mail:cancelled:${MENTEE}`;
  const sent = () => cancelledStory().mailSettled("cancelled", MENTEE).mailSettled("cancelled", MENTOR);

  it("is a new mail under a key of its own, and waits like any other", () => {
    const told = again(sent(), KEY);
    expect(told.asked).toEqual([`${KEY}:~act_1`]);
    expect(waiting(told).filter((key) => key.startsWith(KEY))).toEqual([`${KEY}:~act_1`]);
  });

  it("may have been refused: the address may be right by now", () => {
    const told = cancelledStory().mailSettled("cancelled", MENTEE, "refused");
    expect(again(told, KEY).asked).toEqual([`${KEY}:~act_1`]);
  });

  it("is one act, however often its call is repeated", () => {
    const told = again(sent(), KEY);
    const { booking } = told;
    expect(again(told, KEY).booking).toBe(booking);
    expect([told.asked, told.rejection]).toEqual([[], null]);
  });

  it("is refused while the same words wait to be sent anyway", () => {
    expect(refusal(cancelledStory(), { type: "mail_asked_again", key: KEY, again: "act_1" })).toBe(
      "conflict",
    );
    const told = again(sent(), KEY);
    expect(told.fork().do({ type: "mail_asked_again", key: KEY, again: "act_2" }).rejection).toEqual({
      code: "conflict",
      detail: "this mail waits to be sent already",
    });
    expect(refusal(told, { type: "mail_asked_again", key: `${KEY}:~act_1`, again: "act_2" })).toBe(
      "conflict",
    );
  });

  it("can be sent a third time, from the second", () => {
    const told = again(sent(), KEY).do({
      type: "mail_settled",
      key: `${KEY}:~act_1`,
      kind: "cancelled",
      userId: MENTEE,
      status: "accepted",
      providerId: null,
      detail: null,
    });
    expect(again(told, `${KEY}:~act_1`, "act_2").asked).toEqual([`${KEY}:~act_2`]);
  });

  it("is refused once it says what is no longer true", () => {
    const told = confirmedStory().mailSettled("confirmed", MENTEE);
    const command = { type: "mail_asked_again", key: `mail:confirmed:${MENTEE}`, again: "act_1" } as const;
    expect(again(told.fork(), command.key).asked).toEqual([`mail:confirmed:${MENTEE}:~act_1`]);
    expect(again(told.fork(), command.key).booking.mailsAsked.at(-1)).not.toHaveProperty("round");
    expect(told.fork().cancel().do(command).rejection).toEqual({
      code: "conflict",
      detail: "this mail says what is no longer true",
    });
    expect(refusal(told.fork().cancel(), command)).toBe("conflict");
    expect(refusal(told.at(START + 3 * 60 * MINUTE), command)).toBe("conflict");
  });

  it("that was never asked for is not found", () => {
    expect(refusal(sent(), { type: "mail_asked_again", key: "mail:cancelled:nobody", again: "a" })).toBe(
      "not_found",
    );
  });

  it("about a refund stays about that refund and that round", () => {
    const told = cancelledStory().failed();
    const key = `mail:refund_failed:${MENTEE}:refund_1:1`;
    told.do({
      type: "mail_settled",
      key,
      kind: "refund_failed",
      userId: MENTEE,
      status: "accepted",
      providerId: null,
      detail: null,
    });
    const round = told.fork().retried().refundRead({ status: "manual", reason: "refused_by_stripe" });
    expect(refusal(round, { type: "mail_asked_again", key, again: "act_1" })).toBe("conflict");
    expect(again(told, key).asked).toEqual([`${key}:~act_1`]);
    expect(told.booking.mailsAsked.at(-1)).toMatchObject({ refundId: "refund_1", round: 1, again: "act_1" });
  });
});

describe("a booking of the version before, which noted mails only once they were settled", () => {
  const old = (told: Story): Booking => {
    const { mailsAsked: _, ...stored } = told.booking;
    return upToDate(stored);
  };
  const command = (key: string) => ({ type: "mail_asked_again", key, again: "act_1" }) as const;

  it("is asked for no mail that its records say was dealt with", () => {
    const settled = cancelledStory().mailSettled("cancelled", MENTEE).failed();
    const listed = {
      type: "administrators_listed",
      kind: "refund_failed",
      refundId: "refund_1",
      round: 1,
    } as const;
    const told = settled.do({
      type: "mail_settled",
      key: `mail:refund_failed:${ADMIN}:refund_1:1`,
      kind: "refund_failed",
      userId: ADMIN,
      status: "accepted",
      providerId: null,
      detail: null,
    });
    const before = Story.of(old(told), told.now).do({ ...listed, userIds: [ADMIN] });
    expect(before.booking.mailsAsked).toEqual([]);
  });

  it("has its mails sent again by what their records say", () => {
    const told = cancelledStory().mailSettled("cancelled", MENTOR).mailSettled("cancelled", MENTEE);
    const before = Story.of(old(told), told.now);
    expect(before.do(command(`mail:cancelled:${MENTEE}`)).asked).toEqual([`mail:cancelled:${MENTEE}:~act_1`]);
  });

  it("has a room that counts as the first, and nothing that nobody knew of then", () => {
    const SINCE = ["roomNumber", "roomSeenAt", "doorsOpened", "clicks", "missing", "contests", "ruling"];
    const stored = ({ booking }: Story) => {
      const known = Object.entries(booking).filter(
        ([name]) => ![...SINCE, "reviewed", "mailsAsked"].includes(name),
      );
      const { joined, complete } = booking.attendance;
      return upToDate({ ...Object.fromEntries(known), attendance: { joined, complete } } as StoredBooking);
    };
    expect(stored(confirmedStory().roomMade())).toMatchObject({
      roomNumber: 1,
      roomSeenAt: null,
      doorsOpened: false,
      clicks: [],
      missing: [],
      contests: [],
      ruling: null,
      reviewed: false,
      mailsAsked: [],
      attendance: { joined: [], complete: false, gap: false },
    });
    expect(stored(confirmedStory()).roomNumber).toBe(0);
  });

  it("cannot say which refund a mail was about: that one is not found", () => {
    const told = STORIES.cancelled().do({
      type: "mail_settled",
      key: `mail:payment_returned:${MENTEE}:refund_1`,
      kind: "payment_returned",
      userId: MENTEE,
      status: "accepted",
      providerId: null,
      detail: null,
    });
    expect(refusal(Story.of(old(told), told.now), command(`mail:payment_returned:${MENTEE}:refund_1`))).toBe(
      "not_found",
    );
  });
});

describe("when both were told of a cancel", () => {
  it("is when the later of the two mails was accepted", () => {
    const told = cancelledStory().after(SECOND).mailSettled("cancelled", MENTEE);
    expect(cancelToldAt(told.booking)).toBeNull();
    told.mailSettled("confirmed", MENTOR);
    expect(cancelToldAt(told.booking), "of that they were told, not of the cancel").toBeNull();
    told.after(SECOND).mailSettled("cancelled", MENTOR);
    expect(cancelToldAt(told.booking)).toBe(told.now);
  });

  it("is never, where one was refused", () => {
    const told = cancelledStory()
      .mailSettled("cancelled", MENTEE)
      .mailSettled("cancelled", MENTOR, "refused");
    expect(cancelToldAt(told.booking)).toBeNull();
  });

  it("is nothing for what was not cancelled", () => {
    expect(cancelToldAt(confirmedStory().mailSettled("confirmed", MENTEE).booking)).toBeNull();
  });

  it("is late after five minutes, strictly", () => {
    const late = (after: number) => isLate(START, START + after);
    expect([late(5 * MINUTE), late(5 * MINUTE + 1)]).toEqual([false, true]);
  });
});
