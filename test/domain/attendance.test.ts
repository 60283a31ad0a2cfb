import { describe, expect, it } from "vitest";
import {
  attendanceFacts,
  contestClosesAt,
  everybodyCame,
  isBeingJudged,
  mayContest,
  provenMissing,
  waitsForAdministrator,
} from "../../domain/attendance.ts";
import type { Booking } from "../../domain/booking.ts";
import { HOUR, MINUTE } from "../../domain/time.ts";
import {
  ADMIN,
  CLOSES,
  confirmedStory,
  DEADLINE,
  END,
  FREE,
  MENTEE,
  MENTOR,
  STORIES,
  STRANGER,
  type Story,
  story,
} from "./support/bookings.ts";

/** Product, "contest within 72 h" of the status, which is an hour after the end. */
const CONTESTS_END = END + HOUR + 72 * HOUR;

/** A missed session: the log names who came. */
const missed = (came: readonly string[], from: Story = confirmedStory()): Story =>
  from
    .roomMade()
    .at(END + 50 * MINUTE)
    .tick()
    .attendance(came, true)
    .at(CLOSES)
    .tick();
const free = (): Story => story().create({ price: FREE });

const contest = (told: Story, userId: string) =>
  told.do({ type: "contested", userId, reason: "I was there" });
const rule = (told: Story, verdict: "held" | "mentor_missing" = "held") =>
  told.do({ type: "ruled", userId: ADMIN, verdict });
const facts = (booking: Booking) => ({ ...booking, attendance: attendanceFacts(booking) });

describe("who came", () => {
  const witnessed = (joined: readonly string[], over: Partial<Booking["attendance"]> = {}) => ({
    mentorId: MENTOR,
    menteeId: MENTEE,
    attendance: { joined, complete: true, gap: false, ...over },
  });

  it("is everybody when both are known to have come, complete or not", () => {
    expect(everybodyCame(witnessed([MENTOR, MENTEE], { complete: false, gap: true }))).toBe(true);
    expect(everybodyCame(witnessed([MENTOR]))).toBe(false);
  });

  it.each([
    [[], ["mentor", "mentee"]],
    [[MENTOR], ["mentee"]],
    [[MENTEE], ["mentor"]],
    [[MENTOR, MENTEE], []],
  ] as const)("%j came: %j are proven to have been missing", (joined, missing) => {
    expect(provenMissing(witnessed(joined))).toEqual(missing);
    expect(provenMissing(witnessed(joined, { complete: false })), "not read to its end").toEqual([]);
    expect(provenMissing(witnessed(joined, { gap: true })), "a gap").toEqual([]);
  });

  it("is being judged from when the log is asked for until the session has ended, or nothing is left to judge", () => {
    const judged = ({ booking }: Story) => isBeingJudged(booking);
    const asked = () =>
      confirmedStory()
        .roomMade()
        .at(END + 55 * MINUTE)
        .tick();
    expect(judged(confirmedStory().roomMade().at(END).tick()), "not asked yet").toBe(false);
    expect(judged(asked())).toBe(true);
    expect(judged(asked().attendance([MENTOR], true))).toBe(true);
    expect(judged(asked().attendance([MENTOR, MENTEE], true)), "both came").toBe(false);
    expect(judged(asked().attendance([MENTOR], true).at(CLOSES).tick()), "it was judged").toBe(false);
    const gap = { ...asked().booking, attendance: { joined: [], complete: false, gap: true } };
    expect(isBeingJudged(gap), "a gap").toBe(false);
  });
});

describe("a missed session", () => {
  it("says who was missing, who contests it, and what was ruled", () => {
    expect(attendanceFacts(STORIES.completed().booking)).toBeNull();
    const told = contest(missed([MENTEE]), MENTOR);
    const contests = [{ by: "mentor", at: told.now, reason: "I was there" }];
    expect(attendanceFacts(told.booking)).toEqual({ missing: ["mentor"], contests, ruling: null });
    const ruledAt = rule(told.after(HOUR)).now;
    expect(attendanceFacts(told.booking)?.ruling).toEqual({ verdict: "held", at: ruledAt });
    expect(attendanceFacts(rule(STORIES.completed(), "mentor_missing").booking)?.ruling?.verdict).toBe(
      "mentor_missing",
    );
  });

  it("may be contested by either, once each, for 72 hours", () => {
    const told = missed([MENTEE]);
    const may = (at: number, role: "mentor" | "mentee" = "mentor") =>
      mayContest(facts(told.booking), role, at);
    expect(contestClosesAt(told.booking)).toBe(CONTESTS_END);
    expect([may(CLOSES), may(CONTESTS_END - 1), may(CONTESTS_END)]).toEqual([true, true, false]);
    contest(told, MENTOR);
    expect([may(CLOSES), may(CLOSES, "mentee")]).toEqual([false, true]);
    rule(told);
    expect(may(CLOSES, "mentee"), "it was ruled on").toBe(false);
    expect(mayContest(facts(STORIES.completed().booking), "mentee", CLOSES)).toBe(false);
    expect(mayContest({ ...told.booking, attendance: null }, "mentee", CLOSES), "nothing is known").toBe(
      false,
    );
  });
});

describe("contesting", () => {
  it("is noted with who and why; the status stays, and an administrator is to look at it", () => {
    const told = contest(missed([MENTEE]), MENTOR);
    expect(told.booking.contests).toEqual([{ by: "mentor", at: told.now, reason: "I was there" }]);
    expect([told.status, told.timeline.at(-1)]).toEqual(["no_show", "contested"]);
    expect(told.booking.timeline.at(-1)).toMatchObject({ by: "mentor", userId: MENTOR, at: told.now });
  });

  it("by the other as well is another; by the same again is the same", () => {
    const told = contest(contest(missed([]), MENTOR), MENTEE);
    expect(told.booking.contests.map(({ by }) => by)).toEqual(["mentor", "mentee"]);
    expect(contest(told, MENTEE).grew).toBe(false);
    expect(contest(told.at(CONTESTS_END), MENTOR).rejection, "said in time").toBeNull();
  });

  it("is refused: to strangers, of what was not missed, past its time, and after a ruling", () => {
    expect(contest(missed([]), STRANGER).rejection).toEqual({ code: "not_found" });
    expect(contest(STORIES.completed(), MENTOR).rejection).toEqual({
      code: "conflict",
      detail: "only a session that counts as missed can be contested",
    });
    expect(contest(missed([]).at(CONTESTS_END), MENTOR).rejection).toEqual({
      code: "contest_window_closed",
      contestDeadline: CONTESTS_END,
    });
    expect(contest(rule(missed([])), MENTOR).rejection).toEqual({
      code: "conflict",
      detail: "an administrator has ruled on this session already",
    });
  });
});

describe("ruling", () => {
  it("says who came, and who said so; the latest counts, the same again changes nothing", () => {
    const told = rule(missed([MENTEE]), "mentor_missing");
    expect(told.booking.ruling).toEqual({ verdict: "mentor_missing", at: CLOSES, userId: ADMIN });
    expect(told.booking.timeline.at(-1)).toMatchObject({ type: "ruled", by: "administrator", userId: ADMIN });
    expect(rule(told, "mentor_missing").grew).toBe(false);
    expect(rule(told.after(HOUR)).booking.ruling).toEqual({ verdict: "held", at: told.now, userId: ADMIN });
    expect(told.status).toBe("no_show");
  });

  it("is refused before a session is over", () => {
    expect(rule(confirmedStory().at(DEADLINE)).rejection).toEqual({
      code: "conflict",
      detail: "who came can be ruled on once a session was held or missed",
    });
  });
});

describe("an administrator is waited for", () => {
  const since = ({ booking }: Story) => waitsForAdministrator(booking);

  it("from when it counts as missed, where the mentee came and paid, the mentor did not, and nothing went back", () => {
    expect(since(missed([MENTEE]))).toBe(CLOSES);
    expect(since(missed([MENTEE]).after(HOUR).granted()), "it went back").toBeNull();
    expect(since(missed([MENTEE], free())), "free").toBeNull();
    expect(since(missed([MENTOR])), "the mentee was missing").toBeNull();
    expect(since(missed([])), "both were").toBeNull();
  });

  it("from when somebody contests it", () => {
    const told = contest(missed([]).after(HOUR), MENTOR);
    contest(told.after(HOUR), MENTEE);
    expect(since(told)).toBe(CLOSES + HOUR);
    expect(since(contest(missed([MENTEE]).after(HOUR), MENTOR)), "owed since before").toBe(CLOSES);
  });

  it("no more once it was ruled on, nor for a session that was held", () => {
    expect(since(rule(missed([MENTEE])))).toBeNull();
    expect(since(rule(contest(missed([]), MENTOR)))).toBeNull();
    expect(since(STORIES.completed())).toBeNull();
    expect(waitsForAdministrator({ ...missed([MENTEE]).booking, status: "completed" })).toBeNull();
  });
});
