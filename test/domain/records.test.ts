import { describe, expect, it } from "vitest";
import { MINUTE, SECOND } from "../../domain/time.ts";
import {
  ADMIN,
  byAdmin,
  cancelledStory,
  confirmedStory,
  MENTEE,
  MENTOR,
  ROOM,
  START,
  STORIES,
  STRANGER,
  type Story,
} from "./support/bookings.ts";

describe("a review", () => {
  it("is of a session that was held, and no other", () => {
    const told = STORIES.no_show().do({ type: "reviewed", userId: MENTEE });
    expect(told.rejection).toEqual({
      code: "conflict",
      detail: "a session can be reviewed once it is completed",
    });
  });
});

describe("the room", () => {
  it.each([
    ["a millisecond before the start", START - 1, false],
    ["at the start", START, true],
  ])("made %s: whether its log can say who did not come", (_, now, tooLate) => {
    expect(confirmedStory().at(now).roomMade().booking.attendance.gap).toBe(tooLate);
  });

  it("is kept when it is made", () => {
    const told = confirmedStory().roomMade();
    expect(told.booking.room).toEqual(ROOM);
    expect(told.asked).toEqual([]);
  });

  it("made twice is one room: nothing new is stored", () => {
    expect(confirmedStory().roomMade().roomMade().grew).toBe(false);
  });

  it("that comes after the cancel goes again", () => {
    const told = cancelledStory().roomMade();
    expect(told.asked).toEqual(["remove_room:daily:room_1"]);
    expect(told.booking.room).toBeNull();
  });

  it("that comes while the session runs is kept", () => {
    const told = confirmedStory().at(START).tick().roomMade();
    expect(told.asked).toEqual([]);
    expect(told.booking.room).toEqual(ROOM);
  });

  it("is gone once; that it never was changes nothing", () => {
    const told = confirmedStory().roomMade().cancel().do({ type: "room_removed" });
    expect(told.grew).toBe(true);
    expect(told.do({ type: "room_removed" }).grew).toBe(false);
    expect(confirmedStory().do({ type: "room_removed" }).grew).toBe(false);
  });
});

describe("who was there", () => {
  it.each([
    ["mentor", MENTOR],
    ["mentee", MENTEE],
  ] as const)("the %s, when the video service first saw them", (by, userId) => {
    const at = START - MINUTE;
    const told = STORIES.in_progress().do({ type: "joined", userId, at });
    expect(told.booking.attendance).toEqual({ joined: [userId], complete: false, gap: false });
    expect(told.booking.timeline.at(-1)).toEqual({
      at,
      type: "joined",
      by,
      userId,
      version: told.booking.version,
    });
  });

  it("is noted once a person, however often they come back", () => {
    const told = STORIES.in_progress().joined(MENTEE).after(SECOND).joined(MENTEE);
    expect(told.grew).toBe(false);
    expect(told.joined(MENTOR).booking.attendance.joined).toEqual([MENTEE, MENTOR]);
  });

  it("is not for strangers, nor for administrators", () => {
    for (const userId of [STRANGER, ADMIN, ""]) expect(STORIES.in_progress().joined(userId).grew).toBe(false);
  });

  it("does not undo what the complete log said", () => {
    const told = STORIES.in_progress().attendance([MENTEE], true).joined(MENTOR);
    expect(told.booking.attendance).toEqual({ joined: [MENTEE, MENTOR], complete: true, gap: false });
  });

  it("is told once by the log, live sightings and repeats together", () => {
    const told = STORIES.in_progress().joined(MENTOR).attendance([MENTEE, MENTOR, MENTEE], true);
    expect(told.booking.attendance.joined).toEqual([MENTOR, MENTEE]);
    expect(told.timeline.filter((type) => type === "joined")).toHaveLength(1);
  });
});

describe("what became of a mail", () => {
  it.each(["accepted", "refused", "withdrawn"] as const)("is noted when it was %s", (status) => {
    const told = confirmedStory().after(SECOND).mailSettled("confirmed", MENTEE, status);
    expect(told.booking.mails).toEqual([
      {
        key: `mail:confirmed:${MENTEE}`,
        kind: "confirmed",
        userId: MENTEE,
        status,
        providerId: "msg_1",
        detail: null,
        at: told.now,
        version: told.booking.version,
      },
    ]);
    expect(told.asked).toEqual([]);
  });

  it("is noted once: one mail of one kind to one person, ever", () => {
    const told = confirmedStory()
      .mailSettled("confirmed", MENTEE)
      .mailSettled("confirmed", MENTEE, "refused");
    expect(told.grew).toBe(false);
    expect(told.booking.mails.map((mail) => mail.status)).toEqual(["accepted"]);
  });

  it("may still change when it was withdrawn: what became true again leaves after all, once", () => {
    const told = confirmedStory()
      .mailSettled("confirmed", MENTEE, "withdrawn")
      .mailSettled("confirmed", MENTOR);
    expect(told.mailSettled("confirmed", MENTEE, "withdrawn").grew, "nothing new").toBe(false);
    told.mailSettled("confirmed", MENTEE, "accepted");
    expect(told.booking.mails.map(({ userId, status }) => [userId, status])).toEqual([
      [MENTEE, "accepted"],
      [MENTOR, "accepted"],
    ]);
    expect(told.mailSettled("confirmed", MENTEE, "withdrawn").grew).toBe(false);
  });

  it("to one person says nothing of the other: one is suppressed, the other is mailed", () => {
    const told = confirmedStory()
      .mailSettled("confirmed", MENTEE, "refused")
      .mailSettled("confirmed", MENTOR);
    expect(told.booking.mails.map(({ userId, status }) => [userId, status])).toEqual([
      [MENTEE, "refused"],
      [MENTOR, "accepted"],
    ]);
  });

  it("is still noted on a booking that is final, without touching its status", () => {
    for (const situation of ["completed", "no_show", "cancelled", "expired"] as const) {
      const told = STORIES[situation]().mailSettled("review_invitation", MENTEE);
      expect(told.grew).toBe(true);
      expect(told.status).toBe(situation);
    }
  });
});

describe("the administrators to mail", () => {
  const listed = (told: Story, ...userIds: string[]) =>
    told.do({
      type: "administrators_listed",
      kind: "refund_failed",
      refundId: "refund_1",
      round: 1,
      userIds,
    });

  it("get one mail each about the refund that failed", () => {
    expect(listed(cancelledStory().failed(), ADMIN, "joe").asked).toEqual([
      `mail:refund_failed:${ADMIN}:refund_1:1`,
      "mail:refund_failed:joe:refund_1:1",
    ]);
  });

  it("are none: then there is nothing to store", () => {
    expect(listed(cancelledStory().failed()).grew).toBe(false);
  });

  it("listed again lead to the same mails under the same keys", () => {
    const told = listed(cancelledStory().failed(), ADMIN);
    const first = told.asked;
    expect(listed(told, ADMIN).asked).toEqual(first);
  });
});

describe("every change", () => {
  it("raises the version by exactly one, however much happens in it", () => {
    const told = confirmedStory().roomMade();
    const { version } = told.booking;
    told.at(START - MINUTE).cancel(byAdmin(true));
    expect(told.asked.length).toBeGreaterThan(5);
    expect(told.booking.version).toBe(version + 1);
    const touched = [...told.booking.timeline.slice(-2), ...told.booking.refunds];
    expect(touched.map((entry) => entry.version)).toEqual([version + 1, version + 1, version + 1]);
  });
});
