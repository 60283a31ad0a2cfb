import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Called, Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { until } from "../support/node/until.ts";
import { ALWAYS_OPEN, DAY, HOUR, hourAhead, MINUTE } from "./support/people.ts";
import {
  bookedShape,
  instant,
  pageShape,
  problemIn,
  refusal,
  singleShape,
  videoLinkShape,
} from "./support/shapes.ts";

// Scenarios 8, 12, 21 and 24 over HTTP, by the real clock: windows that open and close while somebody asks, and a D1 that is
// behind the objects.

/** How far ahead a boundary is laid: long enough to be asked before it, short enough to wait for. */
const SOON = 2_500;

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.remove());

interface Two {
  mentor: Person;
  mentee: Person;
}

let pairs = 0;
async function pair(): Promise<Two> {
  pairs += 1;
  return {
    mentor: await app.person(`b-mentor-${pairs}`, ["mentor"]),
    mentee: await app.person(`b-mentee-${pairs}`, ["mentee"]),
  };
}

async function taken(id: string, startsAt: number, two: Two): Promise<void> {
  const made = await app.takeOver(id, { ...two, startsAt });
  expect(made.status, made.text).toBe(201);
}

const get = (path: string, { token }: Person): Promise<Called> => app.call("GET", path, { token });
const cancel = (id: string, { token }: Person): Promise<Called> =>
  app.call("POST", `/api/bookings/${id}/cancel`, { token });
const passed = (at: number): Promise<unknown> => sleep(Math.max(at - Date.now() + 5, 0));

describe("windows", () => {
  test("the room opens at its instant: refused before, open from then on (scenario 24)", async () => {
    const two = await pair();
    const opensAt = Date.now() + SOON;
    await taken("b-opens", opensAt + 15 * MINUTE, two);
    const early = problemIn(await get("/api/bookings/b-opens/video-link", two.mentee));
    expect([early.status, early.code]).toEqual([403, "too_early"]);
    expect(Date.parse(instant.parse(early.extra["join_opens_at"]))).toBe(opensAt);
    await passed(opensAt);
    const open = await get("/api/bookings/b-opens/video-link", two.mentee);
    expect(open.status, open.text).toBe(200);
    expect(singleShape.parse((await get("/api/bookings/b-opens", two.mentor)).json)).toMatchObject({
      can_join: true,
      video_call_url: expect.stringContaining("http"),
    });
  });

  test("the room closes an hour after the end: open before, expired from then on (scenario 24)", async () => {
    const two = await pair();
    const closesAt = Date.now() + SOON;
    await taken("b-closes", closesAt - 2 * HOUR, two);
    const open = await get("/api/bookings/b-closes/video-link", two.mentee);
    expect(open.status, open.text).toBe(200);
    expect(Date.parse(videoLinkShape.parse(open.json).expires_at)).toBe(closesAt);
    await passed(closesAt);
    expect(refusal(await get("/api/bookings/b-closes/video-link", two.mentee))).toEqual([403, "expired"]);
    const over = singleShape.parse((await get("/api/bookings/b-closes", two.mentee)).json);
    expect(over).toMatchObject({ can_join: false, can_cancel: false, video_call_url: null });
    expect(over.status).toBe("completed");
  });

  test("cancelling closes 24 hours before: allowed until then; clicked in time, decided too late, is refused (scenario 12)", async () => {
    const two = await pair();
    const deadline = Date.now() + SOON;
    await taken("b-late", deadline + DAY, two);
    const drawn = singleShape.parse((await get("/api/bookings/b-late", two.mentee)).json);
    expect([drawn.can_cancel, Date.parse(drawn.cancel_deadline)]).toEqual([true, deadline]);
    const others = await pair();
    await taken("b-in-time", deadline + DAY, others);
    expect((await cancel("b-in-time", others.mentee)).status).toBe(200);
    await passed(deadline);
    const late = problemIn(await cancel("b-late", two.mentee));
    expect([late.status, late.code]).toEqual([409, "cancellation_window_closed"]);
    expect(Date.parse(instant.parse(late.extra["cancel_deadline"]))).toBe(deadline);
    expect((await cancel("b-in-time", others.mentor)).status).toBe(200);
  });
});

describe("D1 behind the objects", () => {
  const stored = async (id: string) =>
    (await app.query<{ status: string }>("select status from bookings where id = ?1", id))[0]?.status;

  test("the projection fails: the cancel stands, nothing of it is lost, and D1 follows (scenario 8)", async () => {
    const two = await pair();
    const paymentIntent = await app.sandbox.paidIntent(5_000);
    const price = { amount: 5_000, currency: "usd" };
    await app.takeOver("b-d1", { ...two, startsAt: hourAhead(50), price, paymentIntent });
    await app.query(
      "create trigger d1_fails before insert on bookings when NEW.id = 'b-d1' begin select raise(abort, 'd1 is ill'); end",
    );
    const cancelled = await cancel("b-d1", two.mentee);
    expect([cancelled.status, singleShape.parse(cancelled.json).status]).toEqual([200, "cancelled"]);
    expect(await stored("b-d1")).toBe("confirmed");
    expect((await cancel("b-d1", two.mentor)).status).toBe(200);
    await app.query("drop trigger d1_fails");
    await until(async () => (await stored("b-d1")) === "cancelled", { what: "D1 to follow", within: 30_000 });
    await until(
      async () =>
        (await app.sandbox.ledger()).refunds.some((refund) => refund.payment_intent === paymentIntent),
      { what: "the refund" },
    );
    const { refunds } = await app.sandbox.ledger();
    expect(refunds.filter((refund) => refund.payment_intent === paymentIntent)).toHaveLength(1);
  });

  test("a stored status that is late is shown as the clock says, in every answer (scenario 21)", async () => {
    const two = await pair();
    await taken("b-stale", Date.now() - 5 * HOUR, two);
    await until(async () => (await stored("b-stale")) === "completed", { what: "completed" });
    await app.query("update bookings set status = 'confirmed', version = 0 where id = 'b-stale'");
    const shown = singleShape.parse((await get("/api/bookings/b-stale", two.mentee)).json);
    expect(shown).toMatchObject({
      status: "completed",
      can_cancel: false,
      can_join: false,
      can_review: true,
    });
    const ids = async (query: string) =>
      pageShape.parse((await get(`/api/bookings?${query}`, two.mentee)).json).data.map(({ id }) => id);
    expect(await ids("status=upcoming")).toEqual([]);
    expect(await ids("status=past&outcome=completed")).toEqual(["b-stale"]);
    expect(await stored("b-stale")).toBe("confirmed");
    expect(refusal(await cancel("b-stale", two.mentee))).toEqual([409, "not_cancellable"]);
    expect(refusal(await get("/api/bookings/b-stale/video-link", two.mentee))).toEqual([403, "expired"]);
  });
});

test("killed between paying and the webhook: confirmed once after the restart, each told once (scenario 15)", async () => {
  const host = await app.person("b-host", ["mentor"], ALWAYS_OPEN);
  const { mentee } = await pair();
  const starts_at = new Date(hourAhead(70)).toISOString();
  const body = { mentor_id: host.id, starts_at, duration_minutes: 60 };
  const made = await app.call("POST", "/api/bookings", { token: mentee.token, body });
  const { booking, checkout_url } = bookedShape.parse(made.json);
  await app.sandbox.arm({
    service: "stripe",
    fault: "webhook_reordered",
    match: "checkout.session",
    times: 1,
  });
  await app.sandbox.arm({ service: "stripe", fault: "webhook_lost", match: "payment_intent", times: 10 });
  await app.sandbox.arm({ service: "stripe", fault: "webhook_lost", match: "charge", times: 10 });
  await app.sandbox.pay(checkout_url ?? "");
  await app.kill();
  await app.start();
  await until(
    async () =>
      singleShape.parse((await get(`/api/bookings/${booking.id}`, mentee)).json).status === "confirmed",
    { what: "confirmed after the restart" },
  );
  for (const person of [mentee, host]) {
    const mails = async () =>
      (await app.sandbox.inbox(person.email)).filter(({ subject }) => /^Confirmed/.test(subject));
    await until(async () => (await mails()).length > 0, { what: `a mail to ${person.email}` });
    expect(await mails()).toHaveLength(1);
  }
});
