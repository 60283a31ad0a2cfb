import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { loader as details } from "../../app/routes/session/route.tsx";
import { HOUR, MINUTE, toRfc3339 } from "../../domain/time.ts";
import {
  ALWAYS_OPEN,
  browserSession,
  call,
  hoursAhead,
  ORIGIN,
  type Somebody,
  somebody,
  takeOver,
  uniqueId,
} from "./support/api.ts";
import { dashboardContext } from "./support/dashboard-context.ts";
import { answerWith, outsideAsUsual } from "./support/outside.ts";

beforeEach(outsideAsUsual);

const FIELDS = [
  "id",
  "status",
  "role",
  "starts_at",
  "ends_at",
  "duration_minutes",
  "mentor",
  "mentee",
  "price",
  "can_cancel",
  "cancel_deadline",
  "can_join",
  "join_opens_at",
  "join_closes_at",
  "cancelled_at",
  "cancelled_by",
  "cancellation_reason",
  "refund",
  "review",
  "can_review",
  "version",
];

describe("the list", () => {
  test("tells exactly the product's fields, nearest first, in pages", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const ids = [uniqueId(), uniqueId(), uniqueId()];
    for (const [at, id] of ids.entries()) await takeOver(id, mentor, mentee, hoursAhead(30 + at));
    const first = await call("GET", "/api/bookings?limit=2", { token: mentee.token });
    expect(first.status).toBe(200);
    expect(first.json.data.map((one: { id: string }) => one.id)).toEqual(ids.slice(0, 2));
    expect(Object.keys(first.json.data[0]).sort()).toEqual([...FIELDS].sort());
    expect(first.headers.get("cache-control")).toBe("private, no-store");
    const rest = await call("GET", `/api/bookings?limit=2&cursor=${first.json.next_cursor}`, {
      token: mentee.token,
    });
    expect(rest.json.data.map((one: { id: string }) => one.id)).toEqual(ids.slice(2));
    expect(rest.json.next_cursor).toBeNull();
  });

  test("ignores empty and unknown parameters, refuses what does not fit", async () => {
    const { token } = await somebody(["mentee"]);
    const fine = await call(
      "GET",
      "/api/bookings?status=past&cursor=&q=&from=&to=&role=&outcome=&nonsense=1",
      { token },
    );
    expect(fine.status).toBe(200);
    for (const query of [
      "limit=0",
      "limit=101",
      "limit=x",
      "status=all",
      "cursor=!",
      "cursor=bm8",
      "from=yesterday",
      "role=admin",
      "outcome=completed,",
      "q=%00",
    ]) {
      const refused = await call("GET", `/api/bookings?${query}`, { token });
      expect([query, refused.status, refused.json.code]).toEqual([query, 400, "invalid_request"]);
      expect(refused.json.errors[0].field).toBe(query.split("=")[0]);
    }
  });
});

describe("one booking", () => {
  test("is told with its timeline to its participants; to everybody else it is as unknown as one that never was", async () => {
    const [mentor, mentee, stranger] = [
      await somebody(["mentor"]),
      await somebody(["mentee"]),
      await somebody(["mentee"]),
    ];
    const id = uniqueId();
    await takeOver(id, mentor, mentee, hoursAhead(30));
    const own = await call("GET", `/api/bookings/${id}`, { token: mentee.token });
    expect(own.status).toBe(200);
    expect(own.json).toMatchObject({
      id,
      status: "confirmed",
      role: "mentee",
      can_cancel: true,
      can_join: false,
      video_call_url: null,
    });
    expect(own.json.timeline[0]).toMatchObject({ type: "taken_over", by: "platform" });
    expect(Object.keys(own.json).sort()).toEqual([...FIELDS, "timeline", "video_call_url"].sort());
    const [foreign, unknown] = [
      await call("GET", `/api/bookings/${id}`, { token: stranger.token }),
      await call("GET", `/api/bookings/${uniqueId()}`, { token: stranger.token }),
    ];
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe(unknown.text);
  });

  test("carries the caller's own link only while the room is open", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const [soon, later] = [uniqueId(), uniqueId()];
    await takeOver(soon, mentor, mentee, Date.now() + 10 * MINUTE);
    await takeOver(later, mentor, mentee, hoursAhead(5));
    const open = await call("GET", `/api/bookings/${soon}`, { token: mentee.token });
    expect(open.json.can_join).toBe(true);
    expect(open.json.video_call_url).toMatch(/^https:\/\/meridian\.daily\.co\/\w+\?t=/);
    const link = await call("GET", `/api/bookings/${soon}/video-link`, { token: mentor.token });
    expect(link.status).toBe(200);
    expect(Object.keys(link.json).sort()).toEqual(["expires_at", "provider", "url"]);
    expect(link.headers.get("cache-control")).toContain("no-store");
    const early = await call("GET", `/api/bookings/${later}/video-link`, { token: mentee.token });
    expect([early.status, early.json.code, early.json.join_opens_at]).toEqual([
      403,
      "too_early",
      toRfc3339(hoursAhead(5) - 15 * MINUTE),
    ]);
  });

  test("is an iCalendar file too; a draft is none", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const [confirmed, draft] = [uniqueId(), uniqueId()];
    await takeOver(confirmed, mentor, mentee, hoursAhead(30));
    await takeOver(draft, mentor, mentee, hoursAhead(40), { status: "draft" });
    const file = await call("GET", `/api/bookings/${confirmed}/calendar.ics`, { token: mentee.token });
    expect(file.headers.get("content-type")).toMatch(/^text\/calendar/);
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="session.ics"');
    expect(file.text).toContain("METHOD:PUBLISH");
    expect((await call("GET", `/api/bookings/${draft}/calendar.ics`, { token: mentee.token })).status).toBe(
      404,
    );
    await call("POST", `/api/bookings/${confirmed}/cancel`, { token: mentee.token });
    const cancelled = await call("GET", `/api/bookings/${confirmed}/calendar.ics`, { token: mentee.token });
    expect(cancelled.text).toContain("STATUS:CANCELLED");
  });
});

describe("cancelling", () => {
  test("both at once and again: the same 200, one cancellation; the reason is shared only if it was ticked", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const id = uniqueId();
    await takeOver(id, mentor, mentee, hoursAhead(30), { price: { amount: 5000, currency: "usd" } });
    const asked = (token: string) =>
      call("POST", `/api/bookings/${id}/cancel`, { token, body: { reason: "plans" } });
    const answers = await Promise.all([mentee, mentor, mentee, mentor].map(({ token }) => asked(token)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ json }) => json.cancelled_by)).size).toBe(1);
    const own = answers.find(
      ({ json }) => json.cancelled_by === (json.role === "mentor" ? mentor.id : mentee.id),
    );
    expect(own?.json).toMatchObject({ status: "cancelled", cancellation_reason: "plans", can_cancel: false });
    expect(own?.json.refund).toMatchObject({ amount: 5000, currency: "usd", status: "manual" });
    const other = answers.find(({ json }) => json.role !== own?.json.role);
    expect(other?.json.cancellation_reason).toBeNull();
  });

  test("inside 24 hours it is refused with the deadline; when over, there is nothing to cancel", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const [near, over] = [uniqueId(), uniqueId()];
    await takeOver(near, mentor, mentee, hoursAhead(20));
    await takeOver(over, mentor, mentee, hoursAhead(-5));
    const closed = await call("POST", `/api/bookings/${near}/cancel`, { token: mentor.token });
    expect([closed.status, closed.json.code, closed.json.cancel_deadline]).toEqual([
      409,
      "cancellation_window_closed",
      toRfc3339(hoursAhead(-4)),
    ]);
    const late = await call("POST", `/api/bookings/${over}/cancel`, { token: mentee.token, body: {} });
    expect([late.status, late.json.code]).toEqual([409, "not_cancellable"]);
  });
});

describe("booking a slot", () => {
  const wish = (mentorId: string, startsAt: number, minutes: number) => ({
    mentor_id: mentorId,
    starts_at: toRfc3339(startsAt),
    duration_minutes: minutes,
  });

  test("free: confirmed at once; priced: a draft with its checkout, and the same again for whoever holds it", async () => {
    const [mentor, mentee, other] = [
      await somebody(["mentor"], ALWAYS_OPEN),
      await somebody(["mentee"]),
      await somebody(["mentee"]),
    ];
    const free = await call("POST", "/api/bookings", {
      token: mentee.token,
      body: wish(mentor.id, hoursAhead(30), 30),
    });
    expect([free.status, free.json.checkout_url, free.json.booking.status]).toEqual([201, null, "confirmed"]);
    const body = wish(mentor.id, hoursAhead(31), 60);
    const first = await call("POST", "/api/bookings", { token: mentee.token, body });
    expect([first.status, first.json.booking.status]).toEqual([201, "draft"]);
    expect(first.json.checkout_url).toMatch(/^https:\/\/checkout\.test\//);
    const again = await call("POST", "/api/bookings", { token: mentee.token, body });
    expect([again.status, again.json.booking.id, again.json.checkout_url]).toEqual([
      200,
      first.json.booking.id,
      first.json.checkout_url,
    ]);
    const late = await call("POST", "/api/bookings", { token: other.token, body });
    expect([late.status, late.json.code]).toEqual([409, "slot_taken"]);
  });

  test("of ten at the same instant one gets it", async () => {
    const mentor = await somebody(["mentor"], ALWAYS_OPEN);
    const mentees = await Promise.all(Array.from({ length: 10 }, () => somebody(["mentee"])));
    const body = wish(mentor.id, hoursAhead(40), 30);
    const answers = await Promise.all(
      mentees.map(({ token }) => call("POST", "/api/bookings", { token, body })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
  });

  test("what is not offered is 422, also one's own; an unknown mentor 404", async () => {
    const [mentor, mentee] = [await somebody(["mentor"], ALWAYS_OPEN), await somebody(["mentee"])];
    const ask = async (token: string, body: unknown) => {
      const { status, json } = await call("POST", "/api/bookings", { token, body });
      return [status, json.code];
    };
    expect(await ask(mentee.token, wish(mentor.id, hoursAhead(30) + MINUTE, 60))).toEqual([
      422,
      "slot_not_offered",
    ]);
    expect(await ask(mentee.token, wish(mentor.id, hoursAhead(-30), 60))).toEqual([422, "slot_not_offered"]);
    expect(await ask(mentor.token, wish(mentor.id, hoursAhead(30), 60))).toEqual([422, "slot_not_offered"]);
    expect(await ask(mentee.token, wish(mentee.id, hoursAhead(30), 60))).toEqual([404, "not_found"]);
  });

  test("Stripe down: 503 and the slot stays held; asked again the same draft has its checkout", async () => {
    const [mentor, mentee] = [await somebody(["mentor"], ALWAYS_OPEN), await somebody(["mentee"])];
    const body = wish(mentor.id, hoursAhead(50), 60);
    answerWith(({ url }) => (url.hostname === "stripe.test" ? new Response("no", { status: 502 }) : null));
    const down = await call("POST", "/api/bookings", { token: mentee.token, body });
    expect([down.status, down.json.code, down.headers.get("retry-after")]).toEqual([
      503,
      "payments_unavailable",
      "5",
    ]);
    outsideAsUsual();
    const again = await call("POST", "/api/bookings", { token: mentee.token, body });
    expect([again.status, again.json.booking.status]).toEqual([200, "draft"]);
    expect(again.json.checkout_url).toMatch(/^https:/);
  });
});

describe("reviewing", () => {
  test("only the mentee, only once, only when completed", async () => {
    const [mentor, mentee, stranger] = [
      await somebody(["mentor"]),
      await somebody(["mentee"]),
      await somebody(["mentee"]),
    ];
    const [done, ahead] = [uniqueId(), uniqueId()];
    await takeOver(done, mentor, mentee, Date.now() - 61 * MINUTE - HOUR);
    await takeOver(ahead, mentor, mentee, hoursAhead(30));
    const review = async (token: string, id: string) => {
      const { status, json } = await call("POST", `/api/bookings/${id}/review`, {
        token,
        body: { rating: 4, comment: "Gut" },
      });
      return status === 201 ? json : [status, json.code];
    };
    expect(await review(stranger.token, done)).toEqual([404, "not_found"]);
    expect(await review(mentor.token, done)).toEqual([403, "forbidden"]);
    expect(await review(mentee.token, ahead)).toEqual([409, "not_completed"]);
    const two = await Promise.all([review(mentee.token, done), review(mentee.token, done)]);
    expect(two).toContainEqual([409, "already_reviewed"]);
    expect(two.find((one) => !Array.isArray(one))).toMatchObject({
      booking_id: done,
      rating: 4,
      comment: "Gut",
    });
    const after = await call("GET", `/api/bookings/${done}`, { token: mentee.token });
    expect(after.json).toMatchObject({
      status: "completed",
      can_review: false,
      review: { rating: 4, comment: "Gut" },
    });
    const directory = await call("GET", "/api/mentors?limit=100", { token: mentee.token });
    expect(directory.json.data.find(({ id }: { id: string }) => id === mentor.id)?.rating).toBe(4);
  });
});

test("a page tells the card to whom it belongs, and to nobody else", async () => {
  const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
  const id = uniqueId();
  await takeOver(id, mentor, mentee, hoursAhead(30), { price: { amount: 5_000, currency: "usd" } });
  await env.DB.prepare("update bookings set card_brand = 'visa', card_last4 = '4242' where id = ?1")
    .bind(id)
    .run();
  const detailsOf = async (who: Somebody) => {
    const cookie = `__Host-meridian=${await browserSession(who.id)}; zone=America%2FNew_York`;
    const request = new Request(`${ORIGIN}/sessions/${id}`, { headers: { cookie } });
    const context = await dashboardContext(request, { ...env, APP_ORIGIN: ORIGIN, DASHBOARD_SERVICE: {} });
    return JSON.stringify(await details({ request, params: { id }, context }));
  };
  expect(await detailsOf(mentee)).toContain("4242");
  expect(await detailsOf(mentor)).not.toContain("4242");
});
