import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { bookings, refunds } from "../../db/schema.ts";
import { DAY, HOUR } from "../../domain/time.ts";
import { RECONCILE_AT_ONCE, RECONCILE_REQUESTS_MAX } from "../../worker/limits.ts";
import { reconcile } from "../../worker/reconcile.ts";
import { serviceFrom } from "../../worker/services.ts";
import { type BookingRow, bookingRow, insertRows } from "../support/workerd/rows.ts";
import { administrator, call } from "./support/api.ts";
import { answerWith, left, outsideAsUsual } from "./support/outside.ts";

// Stripe's book and ours, of one day; the day after it is read. Every test has a day of its own, a later one than the test before.

const START = Math.floor(Date.now() / DAY) * DAY - 300 * DAY;
let days = 0;
let day = START;

interface Theirs {
  refunds: Record<string, unknown>[];
  payments: Record<string, unknown>[];
  /** What is found by id and stands in no list of the day. */
  others: Record<string, unknown>[];
  down: boolean;
}
let theirs: Theirs;

beforeEach(async () => {
  outsideAsUsual();
  await env.DB.batch(
    ["reconciliations", "reconciliation_differences", "reconciliation_seen", "bookings", "refunds"].map(
      (table) => env.DB.prepare(`delete from ${table}`),
    ),
  );
  day = START + 10 * ++days * DAY;
  theirs = { refunds: [], payments: [], others: [], down: false };
  answerWith(({ url }) => (url.hostname === "stripe.test" ? stripe(url) : null));
});

/** Stripe's lists, two entries a page, by `created`, newest first; and single objects. */
function stripe(url: URL): Response {
  if (theirs.down) return Response.json({ error: { type: "api_error", message: "down" } }, { status: 500 });
  const [, , kind, id] = url.pathname.split("/");
  if (id !== undefined) {
    const one = [...theirs.refunds, ...theirs.payments, ...theirs.others].find((other) => other["id"] === id);
    const error = { type: "invalid_request_error", code: "resource_missing", message: "No such thing" };
    return one === undefined ? Response.json({ error }, { status: 404 }) : Response.json(one);
  }
  const { searchParams: asked } = url;
  const all = (kind === "refunds" ? theirs.refunds : theirs.payments).filter(({ created }) => {
    const at = Number(created);
    return at >= Number(asked.get("created[gte]")) && at < Number(asked.get("created[lt]"));
  });
  const from = all.findIndex((one) => one["id"] === asked.get("starting_after")) + 1;
  return Response.json({
    object: "list",
    data: all.slice(from, from + 2),
    has_more: all.length > from + 2,
    url: "",
  });
}

const seconds = (at: number): number => at / 1000;

const theirRefund = (id: string, fields: Record<string, unknown> = {}) => ({
  id,
  object: "refund",
  amount: 5_000,
  currency: "usd",
  status: "succeeded",
  payment_intent: `pi_${id}`,
  created: seconds(day + HOUR),
  metadata: {},
  ...fields,
});

const theirPayment = (id: string, bookingId: string | null, fields: Record<string, unknown> = {}) => ({
  id,
  object: "payment_intent",
  status: "succeeded",
  currency: "usd",
  livemode: false,
  created: seconds(day + HOUR),
  metadata: bookingId === null ? {} : { booking_id: bookingId },
  latest_charge: { amount_captured: 5_000, amount_refunded: 0, disputed: false },
  ...fields,
});

let slots = 0;
const ourBooking = (id: string, fields: Partial<BookingRow> = {}) =>
  insertRows(env.DB, bookings, [
    bookingRow({
      id,
      mentorId: `mentor-${id}`,
      menteeId: `mentee-${id}`,
      startsAt: day + ++slots * HOUR,
      createdAt: day + HOUR,
      ...fields,
    }),
  ]);

const ourRefund = (id: string, bookingId: string, fields: Record<string, unknown> = {}) =>
  insertRows(env.DB, refunds, [
    {
      id,
      version: 1,
      bookingId,
      cause: "cancelled",
      status: "succeeded",
      amount: 5_000,
      currency: "usd",
      paymentIntent: `pi_re_${id}`,
      stripeRefundId: `re_${id}`,
      settledOutside: false,
      requestedAt: day + HOUR,
      ...fields,
    },
  ]);

/** The cron's run at some hours after the day's end; what is logged. */
async function run(hoursLater = 2): Promise<string[]> {
  const said: string[] = [];
  const service = serviceFrom(env as never);
  await reconcile({
    ...service,
    now: () => day + DAY + hoursLater * HOUR,
    log: (event, fields) => said.push(`${event} ${fields["kind"] ?? ""}`.trim()),
  });
  return said;
}

const found = async () =>
  (
    await env.DB.prepare(
      "select kind, subject, resolved_at is not null as resolved from reconciliation_differences order by subject",
    ).all()
  ).results;
const report = () => env.DB.prepare("select * from reconciliations where day = ?1").bind(day).first();

describe("the daily reconciliation", () => {
  test("of two books that agree finds nothing, and sums both to the cent", async () => {
    await ourBooking("a", { paymentIntent: "pi_a" });
    await ourBooking("b", {
      status: "cancelled",
      cancelledAt: day,
      cancelledByRole: "mentee",
      paymentIntent: "pi_re_b",
    });
    await ourRefund("b", "b");
    theirs.payments = [
      theirPayment("pi_a", "a"),
      theirPayment("pi_re_b", null),
      theirPayment("pi_shop", null),
    ];
    theirs.refunds = [
      theirRefund("re_b", { payment_intent: "pi_re_b", metadata: { refund_id: "b" } }),
      theirRefund("re_shop"),
    ];
    expect(await run()).toEqual([]);
    expect(await found()).toEqual([]);
    expect(await report()).toMatchObject({
      progress: null,
      finished_at: day + DAY + 2 * HOUR,
      totals: JSON.stringify([
        { currency: "usd", paidHere: 10_000, paidThere: 10_000, refundedHere: 5_000, refundedThere: 5_000 },
      ]),
    });
    expect(await env.DB.prepare("select count(*) as n from reconciliation_seen").first("n")).toBe(0);
  });

  test("lists each way in which they can differ, with the booking it belongs to", async () => {
    await ourBooking("held", { paymentIntent: "pi_held" });
    await ourBooking("gone", {
      status: "cancelled",
      cancelledAt: day,
      cancelledByRole: "mentor",
      paymentIntent: "pi_gone",
    });
    await ourBooking("draft", { status: "draft", holdUntil: day + DAY });
    await ourBooking("phantom", { paymentIntent: "pi_phantom" });
    await ourRefund("lost", "held");
    await ourRefund("cent", "held");
    await ourRefund("late", "held", { status: "pending" });
    theirs.payments = [
      theirPayment("pi_held", "held"),
      theirPayment("pi_gone", "gone"),
      theirPayment("pi_draft", "draft"),
      theirPayment("pi_forgotten", "never-here"),
    ];
    theirs.refunds = [
      theirRefund("re_byhand", { payment_intent: "pi_held" }),
      theirRefund("re_cent", { amount: 4_999, metadata: { refund_id: "cent" } }),
      theirRefund("re_late", { metadata: { refund_id: "late" } }),
    ];
    const said = await run();
    expect(await found()).toEqual([
      { kind: "refund_unknown_there", subject: "lost", resolved: 0 },
      { kind: "payment_not_noticed", subject: "pi_draft", resolved: 0 },
      { kind: "payment_without_session", subject: "pi_forgotten", resolved: 0 },
      { kind: "payment_without_session", subject: "pi_gone", resolved: 0 },
      { kind: "payment_unknown_there", subject: "pi_phantom", resolved: 0 },
      { kind: "refund_unknown_here", subject: "re_byhand", resolved: 0 },
      { kind: "refund_amount_differs", subject: "re_cent", resolved: 0 },
      { kind: "refund_status_differs", subject: "re_late", resolved: 0 },
    ]);
    expect(said).toHaveLength(8);
    expect(said).toContain("ledgers_differ refund_unknown_here");
  });

  test("finds what Stripe made on another day by its id, and counts it in neither sum of this one", async () => {
    await ourBooking("n", {
      paymentIntent: "pi_n",
      status: "cancelled",
      cancelledAt: day,
      cancelledByRole: "mentee",
    });
    await ourRefund("night", "n", { paymentIntent: "pi_n" });
    theirs.others = [
      theirRefund("re_night", { created: seconds(day + DAY + HOUR) }),
      theirPayment("pi_n", null, { created: seconds(day - DAY) }),
    ];
    await run();
    expect([await found(), (await report())?.["totals"]]).toEqual([[], "[]"]);
  });

  test("finds one that was done and failed days later, though every webhook was lost; once, not every day anew", async () => {
    await ourBooking("f", {
      paymentIntent: "pi_f",
      status: "cancelled",
      cancelledAt: day,
      cancelledByRole: "mentee",
    });
    await ourRefund("fails", "f", { paymentIntent: "pi_f" });
    theirs.refunds = [theirRefund("re_fails", { payment_intent: "pi_f", metadata: { refund_id: "fails" } })];
    theirs.payments = [theirPayment("pi_f", "f")];
    await run();
    expect(await found()).toEqual([]);
    theirs.refunds = theirs.refunds.map((one) => ({ ...one, status: "failed" }));
    for (const days of [1, 2, 3]) await run(2 + 24 * days);
    expect(await found()).toEqual([{ kind: "refund_status_differs", subject: "re_fails", resolved: 0 }]);
  });

  test("goes on where an outage stopped it, and counts nothing twice", async () => {
    theirs.payments = [1, 2, 3, 4, 5].map((n) => theirPayment(`pi_${n}`, `p${n}`));
    for (const n of [1, 2, 3, 4, 5]) await ourBooking(`p${n}`, { paymentIntent: `pi_${n}` });
    theirs.down = true;
    expect(await run()).toEqual(["reconciliation_postponed"]);
    theirs.down = false;
    await Promise.all([run(), run()]);
    expect(await run()).toEqual([]);
    expect((await report())?.["totals"]).toContain('"paidHere":25000,"paidThere":25000');
  });

  test("asks Stripe no more than a run may, and goes on in the next", async () => {
    for (let n = 0; n < 45; n++) await ourRefund(`many${n}`, "x");
    const asked = () => left.filter(({ url }) => url.hostname === "stripe.test").length;
    await run();
    expect(asked()).toBeLessThanOrEqual(RECONCILE_REQUESTS_MAX + RECONCILE_AT_ONCE);
    expect((await report())?.["finished_at"]).toBeNull();
    await run();
    expect((await report())?.["finished_at"]).not.toBeNull();
    expect(await found()).toHaveLength(45);
    // Mended by hand: each of them is looked at again the day after, however many there are.
    await env.DB.prepare("update refunds set status = 'manual'").run();
    for (let again = 0; again < 4; again++) await run(26);
    expect((await found()).filter(({ resolved }) => resolved === 1)).toHaveLength(45);
  });

  test("waits until a day is over, takes one day after another, and marks what is gone as resolved", async () => {
    await ourBooking("w", { paymentIntent: "pi_w" });
    await ourRefund("web", "w", { status: "pending" });
    theirs.refunds = [theirRefund("re_web", { metadata: { refund_id: "web" } })];
    theirs.payments = [theirPayment("pi_w", "w")];
    await run(0.5);
    expect((await report())?.["day"]).toBeUndefined();
    await run();
    expect(await found()).toEqual([{ kind: "refund_status_differs", subject: "re_web", resolved: 0 }]);
    await env.DB.prepare("update refunds set status = 'succeeded' where id = 'web'").run();
    await run(26);
    expect(await found()).toEqual([{ kind: "refund_status_differs", subject: "re_web", resolved: 1 }]);
    const { results } = await env.DB.prepare("select day from reconciliations order by day").all();
    expect(results.map((row) => row["day"])).toEqual([day - DAY, day, day + DAY]);
  });
});

test("administrators read it by the API, and nobody else", async () => {
  await ourBooking("api", {
    status: "cancelled",
    cancelledAt: day,
    cancelledByRole: "mentor",
    paymentIntent: "pi_api",
  });
  theirs.payments = [theirPayment("pi_api", "api")];
  await run();
  const { cookie } = await administrator();
  const days = await call("GET", "/api/admin/reconciliation", { cookie });
  const date = new Date(day).toISOString().slice(0, 10);
  expect([days.status, days.json]).toMatchObject([
    200,
    { data: [{ date, status: "done", differences: 1, open: 1 }], next_before: null },
  ]);
  const one = await call("GET", `/api/admin/reconciliation/${date}`, { cookie });
  expect([one.status, one.json]).toMatchObject([
    200,
    {
      found: [
        {
          kind: "payment_without_session",
          booking_id: "api",
          ours: { amount: 5_000 },
          stripes: { amount: 5_000 },
        },
      ],
    },
  ]);
  expect((await call("GET", "/api/admin/reconciliation/2001-01-01", { cookie })).status).toBe(404);
  expect((await call("GET", "/api/admin/reconciliation/yesterday", { cookie })).status).toBe(404);
  expect((await call("GET", "/api/admin/reconciliation")).status).toBe(401);
  vi.restoreAllMocks();
});
