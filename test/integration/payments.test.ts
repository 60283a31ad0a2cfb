import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { until } from "../support/node/until.ts";
import { ALWAYS_OPEN, browserCookie, hourAhead, rfc } from "./support/people.ts";
import { bookedShape, refusal, type Single, singleShape } from "./support/shapes.ts";
import { completedEvent, deliver, STRIPE_WEBHOOK_SECRET, stripeSignature } from "./support/stripe-event.ts";

// Scenarios 15 to 20 over HTTP: paying, webhooks and slots, with the sandbox's ledger and inbox as the witnesses.

let app: App;
let mentor: Person;

beforeAll(async () => {
  app = await startApp({ env: { STRIPE_WEBHOOK_SECRET } });
  mentor = await app.person("pay-mentor", ["mentor"], ALWAYS_OPEN);
});
afterEach(() => app.sandbox.disarm());
afterAll(() => app.remove());

let hours = 30;
function nextSlot(): string {
  hours += 2;
  return rfc(hourAhead(hours));
}

let made = 0;
const buyer = (): Promise<Person> => app.person(`pay-buyer-${++made}`, ["mentee"]);

const ask = (person: Person, startsAt: string) =>
  app.call("POST", "/api/bookings", {
    token: person.token,
    body: { mentor_id: mentor.id, starts_at: startsAt, duration_minutes: 60 },
  });

interface Draft {
  id: string;
  url: string;
  sessionId: string;
  startsAt: string;
  mentee: Person;
}

async function draft(startsAt = nextSlot()): Promise<Draft> {
  const mentee = await buyer();
  const answer = await ask(mentee, startsAt);
  expect(answer.status, answer.text).toBe(201);
  const { booking, checkout_url: url } = bookedShape.parse(answer.json);
  if (url === null) throw new Error("priced, and yet without a checkout");
  return { id: booking.id, url, sessionId: new URL(url).pathname.split("/").at(-1) ?? "", startsAt, mentee };
}

async function read({ id, mentee }: Draft): Promise<Single> {
  const { json } = await app.call("GET", `/api/bookings/${id}`, { token: mentee.token });
  return singleShape.parse(json);
}

const becomes = (booking: Draft, status: Single["status"]) =>
  until(async () => (await read(booking)).status === status, { what: `${booking.id} ${status}` });

const mailsTo = async (person: Person, subject: RegExp): Promise<number> =>
  (await app.sandbox.inbox(person.email)).filter((mail) => subject.test(mail.subject)).length;

const CONFIRMED = /^Confirmed:/;
const RETURNED = /goes back to you/;
/** Time enough for a second mail or a second refund, were there one. */
const SETTLED_MS = 700;
const settle = () => new Promise((resolve) => setTimeout(resolve, SETTLED_MS));

/** Confirmed to the outside: once in the timeline, one mail to the mentee, and no room that is nobody's. */
async function expectConfirmedOnce(booking: Draft): Promise<void> {
  await becomes(booking, "confirmed");
  await until(async () => (await mailsTo(booking.mentee, CONFIRMED)) > 0, { what: "a mail" });
  const room = "select video_call_room_id as room from bookings where video_call_room_id is not null";
  const rooms = await until(
    async () => {
      const rows = await app.query<{ room: string }>(room);
      return rows.length === (await app.sandbox.ledger()).rooms.length ? rows : null;
    },
    { what: "one room a booking" },
  );
  await settle();
  const after = (await app.sandbox.ledger()).rooms.map(({ name }) => name);
  expect(after.sort()).toEqual(rooms.map((row) => row.room).sort());
  expect(await mailsTo(booking.mentee, CONFIRMED)).toBe(1);
  const { timeline, refund } = await read(booking);
  expect(timeline.filter(({ type }) => type === "confirmed")).toHaveLength(1);
  expect(refund).toBeNull();
}

/** What Stripe's ledger has given back of this booking's payment. */
async function refundsOf({ id }: Draft): Promise<number[]> {
  const { refunds } = await app.sandbox.ledger();
  const own = refunds.filter(({ metadata }) => (metadata as { booking_id?: string })?.booking_id === id);
  return own.map(({ amount }) => amount);
}

const loseWebhooks = () => app.sandbox.arm({ service: "stripe", fault: "webhook_lost", times: 100 });

describe("one confirmation (scenario 15)", () => {
  test("webhook before redirect: coming back changes nothing", async () => {
    const booking = await draft();
    const paid = await app.sandbox.pay(booking.url);
    await becomes(booking, "confirmed");
    const cookie = await browserCookie(app, booking.mentee.id);
    const page = await fetch(paid.headers.get("location") ?? "", { headers: { cookie } });
    expect(page.status).toBe(200);
    await expectConfirmedOnce(booking);
  });

  test("redirect before webhook, or no webhook at all: coming back finds the truth at Stripe", async () => {
    const booking = await draft();
    await loseWebhooks();
    const paid = await app.sandbox.pay(booking.url);
    const cookie = await browserCookie(app, booking.mentee.id);
    const page = await fetch(paid.headers.get("location") ?? "", { headers: { cookie } });
    expect(page.status).toBe(200);
    expect((await read(booking)).status).toBe("confirmed");
    await expectConfirmedOnce(booking);
  });

  test.each(["webhook_twice", "webhook_reordered"])("%s: still one", async (fault) => {
    const booking = await draft();
    await app.sandbox.arm({ service: "stripe", fault, match: "checkout.session.completed" });
    await app.sandbox.pay(booking.url);
    await expectConfirmedOnce(booking);
  });

  test("the same event five times at once, and the same fact under two more ids: 200 each time, one of everything", async () => {
    const booking = await draft();
    await loseWebhooks();
    await app.sandbox.pay(booking.url);
    const events = ["evt_a", "evt_a", "evt_a", "evt_a", "evt_a", "evt_b", "evt_c"].map((event) =>
      completedEvent(event, booking.id, booking.sessionId),
    );
    const statuses = await Promise.all(events.map((body) => deliver(app, body, stripeSignature(body))));
    expect(new Set(statuses)).toEqual(new Set([200]));
    await expectConfirmedOnce(booking);
    const { version } = await read(booking);
    const again = events[0] ?? "";
    expect(await deliver(app, again, stripeSignature(again))).toBe(200);
    expect((await read(booking)).version).toBe(version);
  });
});

describe("what is not paid", () => {
  test("Stripe opened the checkout and its answer was lost: asked again, one draft with that very checkout", async () => {
    const [person, startsAt] = [await buyer(), nextSlot()];
    const match = "POST /v1/checkout/sessions";
    await app.sandbox.arm({ service: "stripe", fault: "drop_after", match, times: 100 });
    expect(refusal(await ask(person, startsAt))).toEqual([503, "payments_unavailable"]);
    await app.sandbox.disarm();
    const again = await ask(person, startsAt);
    expect(again.status, again.text).toBe(200);
    const { booking, checkout_url } = bookedShape.parse(again.json);
    await app.sandbox.pay(checkout_url ?? "");
    const url = checkout_url ?? "";
    await becomes({ id: booking.id, url, sessionId: "", startsAt, mentee: person }, "confirmed");
  });

  test("an event that says it is, signed and all, is not believed: Stripe is read, and it stays a draft (scenario 16)", async () => {
    const booking = await draft();
    for (const paid of ["paid", "unpaid"]) {
      const body = completedEvent(`evt_${paid}_early`, booking.id, booking.sessionId, paid);
      expect(await deliver(app, body, stripeSignature(body))).toBe(200);
    }
    const other = await draft();
    await app.sandbox.pay(other.url);
    const borrowed = completedEvent("evt_borrowed", booking.id, other.sessionId);
    expect(await deliver(app, borrowed, stripeSignature(borrowed))).toBe(200);
    await settle();
    expect((await read(booking)).status).toBe("draft");
    expect(await mailsTo(booking.mentee, CONFIRMED)).toBe(0);
  });

  test("a declined card leaves the draft; another card then pays it", async () => {
    const booking = await draft();
    const declined = await fetch(booking.url, {
      method: "POST",
      body: new URLSearchParams({ payment_method: "pm_card_chargeDeclined" }),
    });
    expect(declined.status).toBe(402);
    expect((await read(booking)).status).toBe("draft");
    await app.sandbox.pay(booking.url);
    await expectConfirmedOnce(booking);
  });
});

describe("signatures (scenario 19)", () => {
  test("missing, bad, stale, early, of another secret or over other bytes: 400, and nothing changes", async () => {
    const booking = await draft();
    await loseWebhooks();
    await app.sandbox.pay(booking.url);
    const body = completedEvent("evt_forged", booking.id, booking.sessionId);
    const serializedAgain = JSON.stringify(JSON.parse(body), null, 2);
    const minutes = (n: number) => Date.now() + n * 60_000;
    const refused = [
      await deliver(app, body, null),
      await deliver(app, body, "t=1,v1=00"),
      await deliver(app, body, stripeSignature(body, minutes(-6))),
      await deliver(app, body, stripeSignature(body, Date.now(), "whsec_another")),
      await deliver(app, body, stripeSignature(body, Date.now(), "")),
      await deliver(app, serializedAgain, stripeSignature(body)),
      await deliver(app, `${body} `, stripeSignature(body)),
    ];
    expect(refused).toEqual(refused.map(() => 400));
    for (const service of ["daily", "resend"]) {
      const unsigned = await app.call("POST", `/webhooks/${service}`, { body: { type: "x" } });
      expect(refusal(unsigned)).toEqual([400, "invalid_signature"]);
    }
    await settle();
    expect((await read(booking)).status).toBe("draft");
    expect(await app.query("select 1 from webhook_events where event_id = 'evt_forged'")).toEqual([]);
    expect(await deliver(app, body, stripeSignature(body))).toBe(200);
    await expectConfirmedOnce(booking);
  });
});

describe("paid too late (scenario 17)", () => {
  test("given up while Stripe cannot be told, then paid: back once, with one mail; the next buyer is untouched", async () => {
    const late = await draft();
    await app.sandbox.arm({ service: "stripe", fault: "drop_before", match: "/expire", times: 100 });
    const given = await app.call("POST", `/api/bookings/${late.id}/cancel`, { token: late.mentee.token });
    expect([given.status, singleShape.parse(given.json).status]).toEqual([200, "expired"]);
    const next = await draft(late.startsAt);
    expect((await app.sandbox.pay(late.url)).status).toBe(303);
    await until(async () => (await read(late)).refund?.status === "succeeded", { what: "the money back" });
    await app.sandbox.disarm();
    await app.sandbox.pay(next.url);
    await expectConfirmedOnce(next);
    await until(async () => (await mailsTo(late.mentee, RETURNED)) > 0, { what: "a mail that says why" });
    await settle();
    expect(await refundsOf(late)).toEqual([5_000]);
    expect((await read(late)).status).toBe("expired");
    expect([await mailsTo(late.mentee, RETURNED), await mailsTo(late.mentee, CONFIRMED)]).toEqual([1, 0]);
    expect((await app.sandbox.inbox(mentor.email)).filter(({ subject }) => RETURNED.test(subject))).toEqual(
      [],
    );
    expect(await refundsOf(next)).toEqual([]);
  });

  test("given up in time: its checkout can no longer be paid, and no money moves", async () => {
    const booking = await draft();
    await app.call("POST", `/api/bookings/${booking.id}/cancel`, { token: booking.mentee.token });
    const page = async () => (await fetch(booking.url)).text();
    await until(async () => /has expired/.test(await page()), { what: "the checkout's end" });
    expect((await app.sandbox.pay(booking.url)).status).toBe(400);
    expect([(await read(booking)).status, await refundsOf(booking)]).toEqual(["expired", []]);
  });
});

describe("ends that race (scenario 18)", () => {
  test("giving up and paying at the same instant, eight times: confirmed, or all of it back; never both, never neither", async () => {
    const bookings = [];
    for (let i = 0; i < 8; i++) bookings.push(await draft());
    const paid = await Promise.all(
      bookings.map(async (booking, i) => {
        const giveUp = () =>
          app.call("POST", `/api/bookings/${booking.id}/cancel`, { token: booking.mentee.token });
        const pay = () => app.sandbox.pay(booking.url);
        const both = i % 2 === 0 ? [pay(), giveUp()] : [giveUp(), pay()];
        return (await Promise.all(both)).some((answer) => answer.status === 303);
      }),
    );
    for (const [i, booking] of bookings.entries()) {
      const end = await until(
        async () => {
          const seen = await read(booking);
          const settled = seen.status === "confirmed" || !paid[i] || seen.refund?.status === "succeeded";
          return seen.status !== "draft" && settled ? seen : null;
        },
        { what: `an end of ${booking.id}` },
      );
      expect(["confirmed", "expired", "cancelled"]).toContain(end.status);
      expect(await refundsOf(booking)).toEqual(paid[i] && end.status !== "confirmed" ? [5_000] : []);
    }
  });

  test("Stripe silent: a draft keeps its time from others, and whoever holds it can still pay", async () => {
    const booking = await draft();
    await app.sandbox.arm({ service: "stripe", fault: "drop_before", times: 100 });
    const rival = await buyer();
    expect(refusal(await ask(rival, booking.startsAt))).toEqual([409, "slot_taken"]);
    await app.sandbox.disarm();
    await app.sandbox.pay(booking.url);
    await becomes(booking, "confirmed");
  });
});

describe("one slot (scenario 20)", () => {
  test("ten people at the same instant: one gets it, nine are told it is taken", async () => {
    const startsAt = nextSlot();
    const people = [];
    for (let i = 0; i < 10; i++) people.push(await buyer());
    const answers = await Promise.all(people.map((person) => ask(person, startsAt)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201,
      ...Array.from({ length: 9 }, () => 409),
    ]);
    for (const answer of answers.filter(({ status }) => status === 409))
      expect(refusal(answer)).toEqual([409, "slot_taken"]);
  });

  test("one person who clicks five times at once has one draft and one checkout", async () => {
    const startsAt = nextSlot();
    const person = await buyer();
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(person, startsAt)));
    const booked = answers.map(({ json, text, status }) => {
      expect([200, 201], text).toContain(status);
      return bookedShape.parse(json);
    });
    expect(new Set(booked.map(({ booking }) => booking.id)).size).toBe(1);
    expect(new Set(booked.map(({ checkout_url }) => checkout_url)).size).toBe(1);
  });

  test("one person cannot hold two sessions at one time, with whomever", async () => {
    const other = await app.person("pay-mentor-two", ["mentor"], ALWAYS_OPEN);
    const booking = await draft();
    const second = await app.call("POST", "/api/bookings", {
      token: booking.mentee.token,
      body: { mentor_id: other.id, starts_at: booking.startsAt, duration_minutes: 30 },
    });
    expect(refusal(second)).toEqual([409, "slot_taken"]);
  });
});
