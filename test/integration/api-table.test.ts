import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CallOptions, Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { until } from "../support/node/until.ts";
import { type Contract, contractOf } from "./support/contract.ts";
import { ALWAYS_OPEN, DAY, HOUR, hourAhead, MINUTE, rfc } from "./support/people.ts";
import {
  bookedShape,
  fieldsIn,
  instant,
  mentorsShape,
  problemIn,
  refusal,
  type Single,
  singleShape,
  slotsShape,
  videoLinkShape,
} from "./support/shapes.ts";

// People's rows of the product's API table, walked over HTTP against the running stack as an outside program does.

let app: App;
let contract: Contract;
let mentor: Person;
let mentee: Person;
let stranger: Person;

beforeAll(async () => {
  app = await startApp();
  contract = contractOf(app);
  const headline = "Staff engineer";
  mentor = await app.person("table-mentor", ["mentor"], { ...ALWAYS_OPEN, name: "Zoë Núñez", headline });
  mentee = await app.person("table-mentee", ["mentee"], { name: "Åsa Öberg" });
  stranger = await app.person("table-stranger", ["mentor", "mentee"]);
});
afterAll(() => app.remove());

const as = (person: Person, body?: unknown): CallOptions => ({ token: person.token, body });
const get = (path: string, person: Person) => contract.call("GET", path, as(person));
const post = (path: string, person: Person, body?: unknown) => contract.call("POST", path, as(person, body));

async function single(id: string, person: Person): Promise<Single> {
  const read = await get(`/api/bookings/${id}`, person);
  expect(read.status, read.text).toBe(200);
  return singleShape.parse(read.json);
}

async function taken(id: string, startsAt: number, fields: Partial<Parameters<App["takeOver"]>[1]> = {}) {
  const made = await app.takeOver(id, { mentor, mentee, startsAt, ...fields });
  expect(made.status, made.text).toBe(201);
}

describe("GET /api/bookings/:id", () => {
  test("adds the timeline and the caller's own link; foreign and unknown are one and the same 404", async () => {
    await taken("one-far", hourAhead(60));
    const mine = await single("one-far", mentee);
    expect(mine).toMatchObject({ role: "mentee", video_call_url: null, can_join: false });
    expect(mine.timeline.length).toBeGreaterThan(0);
    expect((await single("one-far", mentor)).role).toBe("mentor");
    const [foreign, unknown] = [
      await get("/api/bookings/one-far", stranger),
      await get("/api/bookings/one-none", stranger),
    ];
    expect([refusal(foreign), foreign.text]).toEqual([[404, "not_found"], unknown.text]);
  });
});

describe("POST /api/bookings", () => {
  test("priced: 201 with a checkout, again 200 with the same draft, paid it is confirmed; its time is taken for others", async () => {
    const body = { mentor_id: mentor.id, starts_at: rfc(hourAhead(80)), duration_minutes: 60 };
    const made = await post("/api/bookings", mentee, body);
    expect(made.status, made.text).toBe(201);
    const { booking, checkout_url } = bookedShape.parse(made.json);
    expect(booking).toMatchObject({
      status: "draft",
      role: "mentee",
      price: { amount: 5_000, currency: "usd" },
    });
    const again = await post("/api/bookings", mentee, body);
    expect([again.status, bookedShape.parse(again.json).booking.id]).toEqual([200, booking.id]);
    expect(bookedShape.parse(again.json).checkout_url).toBe(checkout_url);
    expect(refusal(await post("/api/bookings", stranger, body))).toEqual([409, "slot_taken"]);
    expect((await app.sandbox.pay(checkout_url ?? "")).status).toBe(303);
    await until(async () => (await single(booking.id, mentee)).status === "confirmed", { what: "confirmed" });
    expect(refusal(await post("/api/bookings", stranger, body))).toEqual([409, "slot_taken"]);
  });

  test("free: confirmed at once, without a checkout", async () => {
    const body = { mentor_id: mentor.id, starts_at: rfc(hourAhead(82)), duration_minutes: 30 };
    const made = await post("/api/bookings", mentee, body);
    const { booking, checkout_url } = bookedShape.parse(made.json);
    expect([made.status, booking.status, checkout_url]).toEqual([201, "confirmed", null]);
  });

  test("what is not offered is 422, an unknown mentor 404, a field too few or too many 400", async () => {
    const body = { mentor_id: mentor.id, starts_at: rfc(hourAhead(84) + MINUTE), duration_minutes: 60 };
    expect(refusal(await post("/api/bookings", mentee, body))).toEqual([422, "slot_not_offered"]);
    const length = { ...body, starts_at: rfc(hourAhead(84)), duration_minutes: 45 };
    expect(refusal(await post("/api/bookings", mentee, length))).toEqual([422, "slot_not_offered"]);
    const past = { ...body, starts_at: rfc(hourAhead(-3)) };
    expect(refusal(await post("/api/bookings", mentee, past))).toEqual([422, "slot_not_offered"]);
    const nobody = { ...body, mentor_id: "nobody" };
    expect(refusal(await post("/api/bookings", mentee, nobody))).toEqual([404, "not_found"]);
    const noMentor = { ...body, mentor_id: mentee.id };
    expect(refusal(await post("/api/bookings", stranger, noMentor))).toEqual([404, "not_found"]);
    expect(fieldsIn(await post("/api/bookings", mentee, {}))).toEqual([
      "mentor_id",
      "starts_at",
      "duration_minutes",
    ]);
    expect(fieldsIn(await post("/api/bookings", mentee, { ...body, price: 1 }))).toEqual(["price"]);
  });

  test("Stripe down: 503 with Retry-After; asked again the same draft has its checkout", async () => {
    const body = { mentor_id: mentor.id, starts_at: rfc(hourAhead(86)), duration_minutes: 60 };
    const fault = { service: "stripe", fault: "drop_before", match: "POST /v1/checkout/sessions" } as const;
    await app.sandbox.arm({ ...fault, times: 1_000 });
    const down = await post("/api/bookings", mentee, body);
    expect(down.status, down.text).toBe(503);
    expect(Number(down.headers.get("retry-after"))).toBeGreaterThan(0);
    await app.sandbox.disarm();
    const again = await post("/api/bookings", mentee, body);
    const { booking, checkout_url } = bookedShape.parse(again.json);
    expect([again.status, booking.status]).toEqual([200, "draft"]);
    expect((await app.sandbox.pay(checkout_url ?? "")).status).toBe(303);
    await until(async () => (await single(booking.id, mentee)).status === "confirmed", { what: "confirmed" });
  });
});

describe("POST /api/bookings/:id/cancel", () => {
  test("200 with the refund, and again the same; the reason stays the canceller's unless it is shared", async () => {
    const paymentIntent = await app.sandbox.paidIntent(5_000);
    const price = { amount: 5_000, currency: "usd" };
    await taken("cancel-paid", hourAhead(100), { price, paymentIntent });
    const first = await post("/api/bookings/cancel-paid/cancel", mentor, { reason: "  plans changed " });
    const booking = singleShape.parse(first.json);
    expect([first.status, booking.status, booking.cancelled_by]).toEqual([200, "cancelled", mentor.id]);
    expect(booking).toMatchObject({ cancellation_reason: "plans changed", can_cancel: false });
    expect(booking.refund).toMatchObject({ amount: 5_000, currency: "usd" });
    instant.parse(booking.cancelled_at);
    const settled = await until(
      async () => {
        const seen = await single("cancel-paid", mentee);
        return seen.refund?.status === "succeeded" ? seen : null;
      },
      { what: "the refund" },
    );
    instant.parse(settled.refund?.settled_at);
    expect(settled.cancellation_reason).toBeNull();
    const again = await post("/api/bookings/cancel-paid/cancel", mentee, { reason: "another" });
    expect(singleShape.parse(again.json)).toMatchObject({
      cancelled_by: mentor.id,
      cancelled_at: booking.cancelled_at,
      cancellation_reason: null,
      version: settled.version,
    });
    await taken("cancel-shared", hourAhead(102));
    await post("/api/bookings/cancel-shared/cancel", mentor, { reason: "illness", share_reason: true });
    expect((await single("cancel-shared", mentee)).cancellation_reason).toBe("illness");
  });

  test("no body at all is {}; a draft that its mentee cancels expires at once", async () => {
    await taken("cancel-draft", hourAhead(104), { status: "draft" });
    const byMentor = await post("/api/bookings/cancel-draft/cancel", mentor);
    expect(refusal(byMentor)).toEqual([409, "not_cancellable"]);
    const cancelled = await post("/api/bookings/cancel-draft/cancel", mentee);
    expect([cancelled.status, singleShape.parse(cancelled.json).status]).toEqual([200, "expired"]);
  });

  test("inside 24 hours: 409 with the deadline that passed, for both", async () => {
    const startsAt = hourAhead(20);
    await taken("cancel-near", startsAt);
    for (const person of [mentor, mentee]) {
      const { status, code, extra } = problemIn(await post("/api/bookings/cancel-near/cancel", person, {}));
      expect([status, code]).toEqual([409, "cancellation_window_closed"]);
      expect(Date.parse(instant.parse(extra["cancel_deadline"]))).toBe(startsAt - DAY);
    }
  });

  test("running or over: 409 not_cancellable, and nothing happens (scenario 14)", async () => {
    await taken("cancel-running", Date.now() - 10 * MINUTE);
    await taken("cancel-over", Date.now() - 12 * HOUR);
    // Not the version: looking after the room of a running session counts it up. Nor the link's token, made for each answer.
    const lasting = async (id: string) => {
      const { version: _counted, video_call_url: link, ...rest } = await single(id, mentee);
      return { ...rest, room: link?.split("?")[0] };
    };
    for (const id of ["cancel-running", "cancel-over"]) {
      const before = await lasting(id);
      expect(refusal(await post(`/api/bookings/${id}/cancel`, mentee, {}))).toEqual([409, "not_cancellable"]);
      expect(await lasting(id)).toEqual(before);
    }
  });

  test("a reason of 1,001 characters, another type, or an unknown field: 400", async () => {
    const cancel = (body: unknown) => post("/api/bookings/cancel-near/cancel", mentee, body);
    expect(fieldsIn(await cancel({ reason: "x".repeat(1_001) }))).toEqual(["reason"]);
    expect(fieldsIn(await cancel({ share_reason: "yes" }))).toEqual(["share_reason"]);
    expect(fieldsIn(await cancel({ refund: true }))).toEqual(["refund"]);
    expect(refusal(await cancel({ reason: "🎻".repeat(1_000) }))[0]).toBe(409);
  });
});

describe("GET /api/bookings/:id/video-link", () => {
  test("200 for the two of them only, each their own, never stored; the single booking carries the same way in", async () => {
    const host = await app.person("video-host", ["mentor"]);
    const guest = await app.person("video-guest", ["mentee"]);
    const startsAt = Date.now() + 10 * MINUTE;
    await taken("video-open", startsAt, { mentor: host, mentee: guest });
    const links = await Promise.all([host, guest].map((p) => get("/api/bookings/video-open/video-link", p)));
    const [one, two] = links.map(({ json }) => videoLinkShape.parse(json));
    expect(links.map(({ status }) => status)).toEqual([200, 200]);
    for (const { headers } of links) expect(headers.get("cache-control")).toContain("no-store");
    expect(one?.url).not.toBe(two?.url);
    expect(new URL(one?.url ?? "").pathname).toBe(new URL(two?.url ?? "").pathname);
    expect(one?.provider).toBe("daily");
    expect(Date.parse(one?.expires_at ?? "")).toBe(startsAt + 2 * HOUR);
    expect(new URL((await single("video-open", guest)).video_call_url ?? "").pathname).toBe(
      new URL(two?.url ?? "").pathname,
    );
    expect(refusal(await get("/api/bookings/video-open/video-link", stranger))).toEqual([404, "not_found"]);
  });

  test("too early, over, cancelled, not confirmed: each says so", async () => {
    const link = (id: string) => get(`/api/bookings/${id}/video-link`, mentee);
    const startsAt = hourAhead(110);
    await taken("video-early", startsAt);
    const early = problemIn(await link("video-early"));
    expect([early.status, early.code]).toEqual([403, "too_early"]);
    expect(Date.parse(instant.parse(early.extra["join_opens_at"]))).toBe(startsAt - 15 * MINUTE);
    await taken("video-over", Date.now() - 20 * HOUR);
    expect(refusal(await link("video-over"))).toEqual([403, "expired"]);
    await taken("video-off", hourAhead(112));
    await post("/api/bookings/video-off/cancel", mentor, {});
    expect(refusal(await link("video-off"))).toEqual([403, "cancelled"]);
    await taken("video-draft", hourAhead(114), { status: "draft" });
    expect(refusal(await link("video-draft"))).toEqual([409, "not_confirmed"]);
    expect(refusal(await link("video-none"))).toEqual([404, "not_found"]);
  });

  test("the video service down: 503 video_unavailable with Retry-After; the booking itself is still told", async () => {
    const host = await app.person("down-host", ["mentor"]);
    const guest = await app.person("down-guest", ["mentee"]);
    await app.sandbox.arm({ service: "daily", fault: "500", times: 1_000 });
    await taken("video-down", Date.now() + 10 * MINUTE, { mentor: host, mentee: guest });
    const down = await get("/api/bookings/video-down/video-link", guest);
    expect(refusal(down)).toEqual([503, "video_unavailable"]);
    expect(Number(down.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await single("video-down", guest)).toMatchObject({ status: "confirmed", video_call_url: null });
    await app.sandbox.disarm();
    const up = await get("/api/bookings/video-down/video-link", guest);
    expect(up.status, up.text).toBe(200);
  });
});

describe("GET /api/bookings/:id/calendar.ics", () => {
  const file = (id: string, person = mentee) => get(`/api/bookings/${id}/calendar.ics`, person);

  test("METHOD:PUBLISH; a cancelled one says so; a draft, an unknown and a foreign one are 404", async () => {
    await taken("ics-one", hourAhead(120));
    const published = await file("ics-one");
    expect([published.status, published.type]).toEqual([200, expect.stringMatching(/^text\/calendar/)]);
    expect(published.text).toContain("METHOD:PUBLISH\r\n");
    expect(published.text).not.toContain("STATUS:CANCELLED");
    expect(published.text).not.toContain("/video/");
    await post("/api/bookings/ics-one/cancel", mentee, {});
    expect((await file("ics-one")).text).toMatch(/METHOD:PUBLISH[\s\S]*STATUS:CANCELLED/);
    await taken("ics-draft", hourAhead(122), { status: "draft" });
    for (const [id, person] of [
      ["ics-draft", mentee],
      ["ics-none", mentee],
      ["ics-one", stranger],
    ] as const)
      expect(refusal(await file(id, person))).toEqual([404, "not_found"]);
  });
});

describe("POST /api/bookings/:id/review", () => {
  const review = (id: string, person: Person, body: unknown) =>
    post(`/api/bookings/${id}/review`, person, body);

  test("201 for the mentee, once, when completed; then it stands on the booking and in the mentor's rating", async () => {
    await taken("review-me", Date.now() - 26 * HOUR);
    expect((await single("review-me", mentee)).can_review).toBe(true);
    expect((await single("review-me", mentor)).can_review).toBe(false);
    expect(refusal(await review("review-me", mentor, { rating: 5 }))).toEqual([403, "forbidden"]);
    expect(refusal(await review("review-me", stranger, { rating: 5 }))).toEqual([404, "not_found"]);
    const made = await review("review-me", mentee, { rating: 4, comment: "<b>Good</b>" });
    expect([made.status, made.json]).toMatchObject([201, { rating: 4, comment: "<b>Good</b>" }]);
    expect(await single("review-me", mentee)).toMatchObject({
      review: { rating: 4, comment: "<b>Good</b>" },
      can_review: false,
    });
    expect(refusal(await review("review-me", mentee, { rating: 5 }))).toEqual([409, "already_reviewed"]);
    const mentors = mentorsShape.parse((await get("/api/mentors?limit=100", mentee)).json);
    expect(mentors.data.find(({ id }) => id === mentor.id)?.rating).toBe(4);
  });

  test("what is not completed is 409, what is no rating 400", async () => {
    await taken("review-early", hourAhead(124));
    expect(refusal(await review("review-early", mentee, { rating: 5 }))).toEqual([409, "not_completed"]);
    for (const rating of [0, 6, 4.5, "5", null, undefined])
      expect(fieldsIn(await review("review-early", mentee, { rating }))).toEqual(["rating"]);
  });
});

describe("GET /api/mentors and their slots", () => {
  test("the directory in pages, with offers and rating; mentees are not in it", async () => {
    const whole = mentorsShape.parse((await get("/api/mentors?limit=100", mentee)).json).data;
    const own = whole.find(({ id }) => id === mentor.id);
    expect(own).toMatchObject({ name: "Zoë Núñez", headline: "Staff engineer", offers: ALWAYS_OPEN.offers });
    expect(whole.some(({ id }) => id === mentee.id)).toBe(false);
    const joined: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = mentorsShape.parse((await get(`/api/mentors?limit=2&cursor=${cursor}`, mentee)).json);
      joined.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(joined).toEqual(whole.map(({ id }) => id));
    expect(fieldsIn(await get("/api/mentors?cursor=x&limit=0", mentee)).sort()).toEqual(["cursor", "limit"]);
  });

  test("slots of at most 31 days, half-open, without those that are held", async () => {
    const slots = async (query: string) =>
      slotsShape.parse((await get(`/api/mentors/${mentor.id}/slots?${query}`, mentee)).json).data;
    const from = hourAhead(200);
    const hours = (await slots(`from=${rfc(from)}&to=${rfc(from + 2 * HOUR)}`)).filter(
      ({ duration_minutes }) => duration_minutes === 60,
    );
    expect(hours.map(({ starts_at }) => Date.parse(starts_at))).toEqual([from, from + HOUR]);
    expect(hours[0]).toMatchObject({ price: { amount: 5_000, currency: "usd" } });
    await taken("slots-held", from);
    const left = await slots(`from=${rfc(from)}&to=${rfc(from + HOUR)}`);
    expect(left).toEqual([]);
    const month = await slots("");
    expect(Math.max(...month.map(({ starts_at }) => Date.parse(starts_at)))).toBeLessThan(
      Date.now() + 31 * DAY,
    );
    expect((await slots(`from=${rfc(from)}&to=${rfc(from + 31 * DAY)}`)).length).toBeGreaterThan(1_000);
    const tooLong = `from=${rfc(from)}&to=${rfc(from + 31 * DAY + 1)}`;
    for (const query of [tooLong, "from=x", "to=x"])
      expect(refusal(await get(`/api/mentors/${mentor.id}/slots?${query}`, mentee))).toEqual([
        400,
        "invalid_request",
      ]);
    for (const id of ["nobody", mentee.id])
      expect(refusal(await get(`/api/mentors/${id}/slots`, mentee))).toEqual([404, "not_found"]);
  });
});

test("GET /healthz names the parts that answer", async () => {
  const health = await contract.call("GET", "/healthz");
  expect([health.status, health.json]).toMatchObject([200, { status: "ok" }]);
});

test("every answer above is as the OpenAPI document says", async () => {
  expect(await contract.deviations()).toEqual([]);
  expect((await contract.walked()).length).toBeGreaterThanOrEqual(30);
});
