import { describe, expect, it } from "vitest";
import type { Room } from "../../domain/booking.ts";
import type { Command } from "../../domain/commands.ts";
import { ROOM_SEEN_RECENTLY } from "../../domain/limits.ts";
import { isStillTrue } from "../../domain/mail-truth.ts";
import { MINUTE, SECOND } from "../../domain/time.ts";
import {
  BOOKED,
  CLOSES,
  cancelledStory,
  confirmedStory,
  END,
  MENTEE,
  MENTOR,
  ROOM,
  STAND_IN,
  START,
  type Story,
} from "./support/bookings.ts";

const OPENS = START - 15 * MINUTE;
const MADE_AT = BOOKED + MINUTE;

const made = (over: Partial<Extract<Command, { type: "room_made" }>> = {}): Command => ({
  type: "room_made",
  room: ROOM,
  logged: true,
  askedAt: BOOKED,
  ...over,
});
const standsIn = (insteadOf = 1): Command =>
  made({ room: STAND_IN, logged: false, askedAt: OPENS, insteadOf });
const given = (userId: string, number = 1): Command => ({ type: "link_given", userId, number });
const seen = (askedAt: number, number = 1): Command => ({ type: "room_seen", number, askedAt });
const lost = (number = 1): Command => ({ type: "room_lost", number });

/** At the door: the window has just opened, and the room is being asked about. */
const open = (): Story => confirmedStory().roomMade().at(OPENS).tick();
const movedMails = (round: number) => [MENTEE, MENTOR].map((who) => `mail:room_moved:${who}:${round}`);

describe("a room that was looked after", () => {
  it("was there when it was asked about, not when the answer came", () => {
    const told = open().after(SECOND).do(seen(OPENS));
    expect([told.grew, told.booking.roomSeenAt]).toEqual([true, OPENS]);
  });

  it("was there at the latest of its sightings: an answer that was overtaken says nothing new", () => {
    const told = open().do(seen(OPENS + 5));
    expect(told.do(seen(OPENS + 5)).grew).toBe(false);
    expect(told.do(seen(OPENS)).grew).toBe(false);
    expect(told.do(seen(OPENS + 6)).grew).toBe(true);
  });

  it("is the one that is there now: of an earlier one nothing is learned", () => {
    expect(open().do(seen(OPENS, 0)).grew).toBe(false);
    expect(open().do(lost()).do(seen(OPENS)).grew).toBe(false);
  });
});

describe("a way in", () => {
  it("is counted for each person, with its first time", () => {
    const told = open().do(given(MENTEE)).after(SECOND).do(given(MENTOR)).after(SECOND).do(given(MENTEE));
    const { version } = told.booking;
    expect(told.booking.clicks).toEqual([
      { userId: MENTEE, room: 1, firstAt: OPENS, count: 2, version },
      { userId: MENTOR, room: 1, firstAt: OPENS + SECOND, count: 1, version: version - 1 },
    ]);
  });

  it("is none into a room that was left meanwhile", () => {
    expect(open().do(given(MENTEE, 0)).grew).toBe(false);
    expect(open().do(lost()).do(given(MENTEE)).grew).toBe(false);
  });

  it("asks after the room beside it, unless that was seen a moment ago", () => {
    const told = open().do(seen(OPENS));
    const clicked = (after: number) => told.fork().after(after).do(given(MENTEE)).asked;
    expect(clicked(ROOM_SEEN_RECENTLY - 1)).toEqual([]);
    expect(clicked(ROOM_SEEN_RECENTLY)).toEqual(["check_room"]);
    expect(open().do(lost()).do(made()).do(given(MENTEE, 2)).asked, "made when it was booked").toEqual([
      "check_room",
    ]);
  });

  it("of another room is counted apart", () => {
    const told = open().do(given(MENTEE)).do(lost()).do(made()).do(given(MENTEE, 2));
    expect(told.booking.clicks.map(({ room, count }) => [room, count])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });
});

describe("a room that is gone", () => {
  it("is made again at once, under the next number", () => {
    const told = open().do(lost());
    expect(told.asked).toEqual(["make_room"]);
    expect(told.booking).toMatchObject({ room: null, roomSeenAt: null, roomNumber: 1 });
    told.do(made({ askedAt: OPENS + SECOND }));
    expect(told.booking).toMatchObject({ room: ROOM, roomNumber: 2, roomSeenAt: OPENS + SECOND });
  });

  it("is told to both once the other is there, if somebody was sent to it", () => {
    const told = open().do(given(MENTEE)).do(lost());
    expect(told.asked).toEqual(["make_room"]);
    told.do(made());
    expect(told.asked).toEqual(movedMails(2));
    expect(told.timeline.at(-1)).toBe("room_moved");
    expect(open().do(lost()).do(made()).asked, "nobody was").toEqual([]);
  });

  it("leaves a gap in what its log can say, if somebody was sent to it", () => {
    expect(open().do(lost()).booking.attendance.gap).toBe(false);
    const entered = open().do(given(MENTEE)).do(lost());
    expect(entered.booking.attendance).toEqual({ joined: [], complete: false, gap: true });
    expect(entered.do(made()).do(lost(2)).booking.attendance.gap, "a gap stays").toBe(true);
  });

  it("was said of one that was left already, or of a session that is over: nothing follows", () => {
    expect(open().do(lost(0)).grew).toBe(false);
    expect(open().do(lost()).do(lost()).grew).toBe(false);
    expect(open().at(CLOSES).tick().do(lost()).grew).toBe(false);
    expect(confirmedStory().roomMade().cancel().do(lost()).grew).toBe(false);
  });
});

describe("the service that stands in", () => {
  it("is where both meet when nobody can say whether the room is there, and the other room goes", () => {
    const told = open().do(standsIn());
    expect(told.booking).toMatchObject({ room: STAND_IN, roomNumber: 2, roomSeenAt: OPENS });
    expect(told.asked).toEqual(["remove_room:daily:room_1"]);
    expect(told.booking.attendance.gap, "it has no log").toBe(true);
  });

  it("is not taken once somebody was sent to the room, who would be left there alone", () => {
    expect(open().do(given(MENTEE)).do(standsIn()).grew).toBe(false);
  });

  it("is taken when those who were sent somewhere were sent to an earlier room", () => {
    const told = open().do(given(MENTEE)).do(lost()).do(made()).do(standsIn(2));
    expect(told.booking.room).toEqual(STAND_IN);
    expect(told.asked).toEqual([...movedMails(3), "remove_room:daily:room_1"]);
  });

  it("is not taken for a room that was left, or that is gone, or for a session that is over", () => {
    expect(open().do(standsIn(0)).grew).toBe(false);
    expect(open().do(lost()).do(standsIn()).grew).toBe(false);
    expect(open().at(CLOSES).tick().do(standsIn()).grew).toBe(false);
  });
});

describe("a room whose making was answered late", () => {
  const other: Room = { provider: "daily", name: "room_2", url: "https://video.example/room_2" };

  it("goes again when there is another by now, be it of the same service or of the same name", () => {
    const told = confirmedStory().roomMade();
    expect(told.fork().do(made({ room: other })).asked).toEqual(["remove_room:daily:room_2"]);
    expect(told.fork().do(made({ room: STAND_IN })).asked).toEqual(["remove_room:jitsi:room_1"]);
    expect(told.do(made()).asked, "it is the very same").toEqual([]);
    expect(told.booking.room).toEqual(ROOM);
  });

  it("counts as seen when it was asked for", () => {
    expect(
      confirmedStory()
        .after(SECOND)
        .do(made({ askedAt: MADE_AT })).booking.roomSeenAt,
    ).toBe(MADE_AT);
  });

  it("has a gap when its service keeps no log, or when an earlier one had", () => {
    expect(confirmedStory().do(made({ logged: false })).booking.attendance.gap).toBe(true);
    expect(confirmedStory().do(made()).booking.attendance.gap).toBe(false);
    const told = open().do(given(MENTOR)).do(lost()).do(made());
    expect(told.booking.attendance.gap).toBe(true);
  });
});

describe("the mail that the room is another", () => {
  const isTrue = ({ booking, now }: Story, round: number) =>
    isStillTrue({ kind: "room_moved", refundId: null, round }, booking, now);
  const moved = () => open().do(given(MENTEE)).do(lost()).do(made());

  it("is true of the room that there is, while people may meet in it", () => {
    expect(isTrue(moved(), 2)).toBe(true);
    expect(isTrue(moved().at(START).tick(), 2)).toBe(true);
    expect(isTrue(moved().at(END).tick(), 2)).toBe(true);
    expect(isTrue(moved(), 1), "of an earlier one").toBe(false);
    expect(isTrue(moved().at(CLOSES).tick(), 2), "it is over").toBe(false);
    expect(isTrue(cancelledStory(), 0), "it was cancelled").toBe(false);
  });
});
