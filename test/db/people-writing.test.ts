import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { addDaysOff, removeDaysOff } from "../../db/days-off-writing.ts";
import { mentorQuery } from "../../db/mentors.ts";
import {
  type PlatformUser,
  removePlatformUser,
  saveAvailability,
  saveOffers,
  saveProfile,
  upsertPlatformUser,
} from "../../db/people-writing.ts";
import { ask } from "../../db/query.ts";
import { sessions } from "../../db/schema.ts";
import { mentorWeekQuery } from "../../db/slots.ts";
import { hasUpcomingQuery } from "../../db/upcoming.ts";
import { peopleQuery, userByEmailQuery } from "../../db/users.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import { expectIndexed } from "../support/workerd/measure.ts";
import { insertBookings, insertRows, insertUsers } from "../support/workerd/rows.ts";

const db = env.DB;
const NOW = Date.UTC(2026, 10, 23, 12);

const person = (id: string, wish: Partial<PlatformUser> = {}): PlatformUser => ({
  id,
  email: `${id}@example.test`,
  name: "Núria Núñez",
  headline: null,
  photoUrl: null,
  timezone: "UTC",
  locale: "es",
  roles: { mentor: true, mentee: false, admin: false },
  hours: null,
  offers: null,
  ...wish,
});

const put = async (user: PlatformUser) => (await ask(db, upsertPlatformUser(db, user, NOW)))[0];
const weekOf = async (id: string) => (await ask(db, mentorWeekQuery(db, id)))[0];
const nine = { weekday: 1, fromMinute: 540, toMinute: 600 };
const ten = { weekday: 1, fromMinute: 600, toMinute: 660 };
const cheap = { durationMinutes: 30, price: { amount: 100, currency: "usd" } };
const dear = { durationMinutes: 60, price: { amount: 900, currency: "usd" } };

describe("a platform's person", () => {
  it("is made, then changed; the same again changes nothing", async () => {
    const user = person("made", { email: "Made@Example.test", hours: [nine], offers: [cheap, dear] });
    expect(await put(user)).toBe("created");
    expect(await put(user)).toBe("updated");
    expect(await weekOf("made")).toEqual({
      timezone: "UTC",
      hours: [nine],
      daysOff: [],
      offers: [cheap, dear],
    });
    expect((await ask(db, userByEmailQuery(db, "made@example.test")))[0]?.name).toBe("Núria Núñez");
    const [row] = (
      await db.prepare("select name_folded, source, created_at from users where id = 'made'").all()
    ).results;
    expect(row).toEqual({ name_folded: " nuria nunez", source: "platform", created_at: NOW });
  });

  it("keeps hours and offers that are not said, and loses those that are said away", async () => {
    await put(person("kept", { hours: [nine], offers: [cheap] }));
    await put(person("kept"));
    expect(await weekOf("kept")).toMatchObject({ hours: [nine], offers: [cheap] });
    await put(person("kept", { hours: [], offers: [dear] }));
    expect(await weekOf("kept")).toMatchObject({ hours: [], offers: [dear] });
  });

  it("is not somebody whom the platform did not make: nothing is written", async () => {
    await insertUsers(db, [{ id: "own" }]);
    await ask(db, saveOffers(db, "own", [cheap]));
    expect(await put(person("own", { hours: [nine], offers: [dear] }))).toBe("conflict");
    expect(await weekOf("own")).toMatchObject({ hours: [], offers: [cheap] });
    expect((await ask(db, peopleQuery(db, ["own"])))[0][0]?.name).toBe("Person own");
  });

  it("does not take another's address: nothing is written", async () => {
    await put(person("first", { email: "one@example.test" }));
    await put(person("second", { email: "two@example.test", offers: [cheap] }));
    expect(await put(person("second", { email: "ONE@example.test", name: "X", offers: [] }))).toBe(
      "email_taken",
    );
    expect(await put(person("third", { email: "one@example.test", offers: [cheap] }))).toBe("email_taken");
    expect(await weekOf("second")).toMatchObject({ offers: [cheap] });
    expect((await ask(db, peopleQuery(db, ["second", "third"])))[0].map((each) => each.name)).toEqual([
      "Núria Núñez",
    ]);
    const [left] = (await db.prepare("select count(*) as n from offers where user_id = 'third'").all())
      .results;
    expect(left).toEqual({ n: 0 });
  });

  it("may be written by two at once", async () => {
    const outcomes = await Promise.all([put(person("race")), put(person("race"))]);
    expect(outcomes.sort()).toEqual(["created", "updated"]);
  });
});

describe("what people save", () => {
  beforeAll(() => insertUsers(db, [{ id: "saver" }, { id: "away", removedAt: 1, email: null }]));

  it("is their profile, and the search follows the name", async () => {
    const profile = {
      name: "Zoë",
      headline: "hi",
      photoUrl: "https://photos.test/1",
      timezone: "America/Havana",
      locale: "es",
    } as const;
    expect(await ask(db, saveProfile(db, "saver", profile))).toEqual([true]);
    expect((await ask(db, peopleQuery(db, ["saver"])))[0][0]).toMatchObject(profile);
    const [row] = (await db.prepare("select name_folded from users where id = 'saver'").all()).results;
    expect(row).toEqual({ name_folded: " zoe" });
    expect(await ask(db, saveProfile(db, "away", profile))).toEqual([false]);
  });

  it("is the whole week and all offers: what was there before is gone", async () => {
    await ask(db, saveAvailability(db, "saver", [nine, ten]), saveOffers(db, "saver", [cheap, dear]));
    await ask(
      db,
      saveAvailability(db, "saver", [ten, { ...ten, toMinute: 630 }]),
      saveOffers(db, "saver", [dear]),
    );
    expect(await weekOf("saver")).toMatchObject({ hours: [ten], offers: [dear] });
    await ask(db, saveAvailability(db, "saver", []), saveOffers(db, "saver", []));
    expect(await weekOf("saver")).toMatchObject({ hours: [], offers: [] });
  });
});

describe("days off", () => {
  const add = async (id: string, from: string, to: string, most = 3) =>
    (await ask(db, addDaysOff(db, id, { from, to }, { yesterday: "2026-11-22", most })))[0];
  const offOf = async (id: string) => (await weekOf(id))?.daysOff;
  beforeAll(() => insertUsers(db, [{ id: "rested" }, { id: "busy" }]));

  it("are added, grow from the same day, and are taken back", async () => {
    expect(await add("rested", "2026-12-24", "2026-12-26")).toBe(true);
    expect(await add("rested", "2026-12-24", "2026-12-31")).toBe(true);
    expect(await add("rested", "2026-12-24", "2026-12-25")).toBe(true);
    expect(await add("rested", "2026-11-30", "2026-11-30")).toBe(true);
    expect(await offOf("rested")).toEqual([
      { from: "2026-11-30", to: "2026-11-30" },
      { from: "2026-12-24", to: "2026-12-31" },
    ]);
    await ask(db, removeDaysOff(db, "rested", "2026-12-24"));
    await ask(db, removeDaysOff(db, "rested", "2026-12-24"));
    expect(await offOf("rested")).toEqual([{ from: "2026-11-30", to: "2026-11-30" }]);
  });

  it("are as many as one may have; those that are over are forgotten, and nobody else's are touched", async () => {
    for (const day of ["2026-11-20", "2026-11-24", "2026-11-25"]) await add("busy", day, day);
    expect(await add("busy", "2026-11-26", "2026-11-26", 2)).toBe(false);
    expect(await add("busy", "2026-11-25", "2026-11-27", 2)).toBe(true);
    expect(await offOf("busy")).toEqual([
      { from: "2026-11-24", to: "2026-11-24" },
      { from: "2026-11-25", to: "2026-11-27" },
    ]);
    expect(await offOf("rested")).toHaveLength(1);
  });

  it("are never the wrong way round", async () => {
    await expect(add("rested", "2026-12-26", "2026-12-24")).rejects.toThrow(/CHECK/);
  });
});

describe("removing a platform's person", () => {
  const remove = async (id: string) => (await ask(db, removePlatformUser(db, id, NOW)))[0];

  it("frees the address, ends every session, takes the photo; the name stays", async () => {
    await put(person("leaver"));
    await insertRows(db, sessions, [
      { tokenHash: "h1", userId: "leaver", kind: "platform", createdAt: 0, expiresAt: NOW + DAY },
      { tokenHash: "h2", userId: "race", kind: "platform", createdAt: 0, expiresAt: NOW + DAY },
    ]);
    await db
      .prepare("insert into photos values ('leaver', 'https://photos.test/1', 'image/png', x'00', 0)")
      .run();
    expect(await remove("leaver")).toBe("removed");
    expect(await remove("leaver")).toBe("removed");
    expect((await ask(db, peopleQuery(db, ["leaver"])))[0][0]).toMatchObject({
      name: "Núria Núñez",
      email: null,
    });
    expect((await ask(db, mentorQuery(db, "leaver")))[0]).toBeNull();
    expect((await db.prepare("select token_hash from sessions").all()).results).toEqual([
      { token_hash: "h2" },
    ]);
    expect((await db.prepare("select user_id from photos").all()).results).toEqual([]);
    expect(await put(person("heir", { email: "leaver@example.test" }))).toBe("created");
  });

  it("can be followed by making them anew", async () => {
    await put(person("back"));
    await remove("back");
    expect(await put(person("back"))).toBe("created");
    expect((await ask(db, mentorQuery(db, "back")))[0]?.id).toBe("back");
  });

  it("touches nobody else's person", async () => {
    expect(await remove("own")).toBe("conflict");
    expect(await remove("nobody")).toBe("not_found");
    expect((await ask(db, peopleQuery(db, ["own"])))[0][0]?.email).toBe("own@example.test");
  });

  it("waits for what lies ahead, in either role, drafts included, by the clock", async () => {
    const cases = [
      ["as-mentor", { mentorId: "as-mentor", menteeId: "z1", startsAt: NOW + DAY }, true],
      ["as-mentee", { mentorId: "z2", menteeId: "as-mentee", startsAt: NOW + DAY }, true],
      ["running", { mentorId: "running", menteeId: "z3", startsAt: NOW - 90 * MINUTE + 1 }, true],
      ["just-over", { mentorId: "just-over", menteeId: "z4", startsAt: NOW - 90 * MINUTE }, false],
      ["drafting", { mentorId: "z5", menteeId: "drafting", startsAt: NOW - 2 * DAY, status: "draft" }, true],
      [
        "called-off",
        { mentorId: "called-off", menteeId: "z6", startsAt: NOW + DAY, status: "cancelled" },
        false,
      ],
      [
        "finished",
        { mentorId: "finished", menteeId: "z7", startsAt: NOW - 9 * HOUR, status: "completed" },
        false,
      ],
    ] as const;
    await insertBookings(
      db,
      cases.map(([id, booking]) => ({ id: `of-${id}`, ...booking })),
    );
    for (const [id, , upcoming] of cases) {
      await put(person(id));
      expect(await ask(db, hasUpcomingQuery(db, id, NOW)), id).toEqual([upcoming]);
      expect(await remove(id), id).toBe(upcoming ? "has_upcoming_bookings" : "removed");
      const email = (await ask(db, peopleQuery(db, [id])))[0][0]?.email;
      expect(email === null, id).toBe(!upcoming);
    }
  });

  it("searches indexes", async () => {
    await expectIndexed(db, (on) => removePlatformUser(on, "leaver", NOW));
    await expectIndexed(db, (on) => hasUpcomingQuery(on, "leaver", NOW));
    await expectIndexed(db, (on) =>
      upsertPlatformUser(on, person("made", { hours: [nine], offers: [dear] }), NOW),
    );
  });
});
