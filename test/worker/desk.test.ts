import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { CONFIRMED_FOR } from "../../auth/limits.ts";
import { DAY, HOUR, MINUTE } from "../../domain/time.ts";
import type { DeskRpc } from "../../worker/contract.ts";
import {
  administrator,
  browserSession,
  call,
  hoursAhead,
  ORIGIN,
  type Somebody,
  somebody,
  takeOver,
  uniqueId,
} from "./support/api.ts";
import { answerWith, mailsTo, outsideAsUsual } from "./support/outside.ts";

// The refund desk over RPC, and its twins of the HTTP API: the same code acts, so what holds of one holds of the other.

beforeEach(outsideAsUsual);

const { DashboardService: desk } = exports as unknown as { DashboardService: DeskRpc };

const PRICE = { amount: 4_200, currency: "usd" };
const REASON = "the mentor wrote to us";

interface Cast {
  readonly mentor: Somebody;
  readonly mentee: Somebody;
  readonly admin: { readonly id: string; readonly cookie: string };
}

async function cast(): Promise<Cast> {
  return {
    mentor: await somebody(["mentor"]),
    mentee: await somebody(["mentee"]),
    admin: await administrator(),
  };
}

async function booking(
  { mentor, mentee }: Cast,
  startsAt: number,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const id = uniqueId();
  const taken = await takeOver(id, mentor, mentee, startsAt, { price: PRICE, ...fields });
  expect(taken.status, taken.text).toBe(201);
  return id;
}

/** Cancelled in time, with a payment that nobody knows of: its refund waits for a person. */
async function waiting(people: Cast, fields = {}): Promise<{ bookingId: string; refundId: string }> {
  const bookingId = await booking(people, hoursAhead(48), fields);
  await call("POST", `/api/bookings/${bookingId}/cancel`, { token: people.mentee.token });
  await expect.poll(async () => (await refundsOf(bookingId))[0]?.["status"]).toBe("manual");
  return { bookingId, refundId: String((await refundsOf(bookingId))[0]?.["id"]) };
}

/** Moves the beginning of their browser's session into the past. */
const signedInAgo = ({ id }: Cast["admin"], ago: number) =>
  env.DB.prepare("update sessions set created_at = ?2 where user_id = ?1")
    .bind(id, Date.now() - ago)
    .run();

const rows = async (sql: string, ...values: readonly unknown[]) =>
  (
    await env.DB.prepare(sql)
      .bind(...values)
      .all<Record<string, unknown>>()
  ).results;

const refundsOf = (bookingId: string) =>
  rows("select id, cause, status, settled_outside from refunds where booking_id = ?1", bookingId);

const logOf = (subjectId: string) =>
  rows(
    "select user_id, action, reason, outcome from audit_log where subject_id = ?1 order by at, outcome desc",
    subjectId,
  );

const refusedAs = (code: string) => ({ ok: false, reason: expect.objectContaining({ code }) });
/** With the bookmark of what was written for it. */
const DONE = { ok: true, value: null, bookmark: expect.any(String) };

const uniqueIntent = (): string => `pi_${crypto.randomUUID().replaceAll("-", "")}`;

/** Every act, upon one booking or its refund. */
const ACTS: Readonly<Record<string, (token: string, id: string, reason: string) => Promise<unknown>>> = {
  retry: (token, id, reason) => desk.retryRefund(token, id, reason),
  settle: (token, id, reason) => desk.settleRefund(token, id, reason),
  cancel: (token, id, reason) => desk.cancelBooking(token, id, { reason, refund: true }),
  grant: (token, id, reason) => desk.grantRefund(token, id, reason),
  rule: (token, id, reason) => desk.ruleAttendance(token, id, "held", reason),
};

describe.each(Object.entries(ACTS))("%s", (_, act) => {
  test("is for administrators alone, says why, and is of something that is there", async () => {
    const { mentee, mentor, admin } = await cast();
    const id = "nothing-of-this-name";
    expect(await act("nobody", id, REASON)).toEqual(refusedAs("unauthorized"));
    expect(await act(mentee.token, id, REASON)).toEqual(refusedAs("forbidden"));
    expect(await act(await browserSession(mentor.id), id, REASON)).toEqual(refusedAs("forbidden"));
    for (const reason of ["", " \n ", "x".repeat(1_001), "a\0b"]) {
      expect(await act(admin.cookie, id, reason), reason).toEqual(refusedAs("invalid_request"));
    }
    for (const unknown of [id, "x\0", "a b"]) {
      expect(await act(admin.cookie, unknown, REASON)).toEqual(refusedAs("not_found"));
    }
    expect(await logOf(id)).toEqual([]);
  });

  test("wants a code that was redeemed within a quarter of an hour", async () => {
    const admin = await administrator();
    await signedInAgo(admin, CONFIRMED_FOR - MINUTE);
    expect(await act(admin.cookie, "nothing", REASON)).toEqual(refusedAs("not_found"));
    await signedInAgo(admin, CONFIRMED_FOR);
    expect(await act(admin.cookie, "nothing", REASON)).toEqual(refusedAs("confirmation_required"));
  });
});

describe("an administrator who has not confirmed lately that it is them", () => {
  test("is asked to by the API, too, where a browser asks, or its token alone: nothing is done", async () => {
    const people = await cast();
    const id = await booking(people, hoursAhead(20));
    await signedInAgo(people.admin, DAY);
    const ask = { cookie: people.admin.cookie, origin: ORIGIN, body: { reason: REASON, refund: false } };
    // The token of a browser is the same in whatever header somebody who took it sends it.
    for (const as of [ask, { token: people.admin.cookie, body: ask.body }]) {
      const refused = await call("POST", `/api/admin/bookings/${id}/cancel`, as);
      expect([refused.status, refused.json.code]).toEqual([403, "confirmation_required"]);
    }
    expect(await logOf(id)).toEqual([]);
    await signedInAgo(people.admin, 0);
    expect((await call("POST", `/api/admin/bookings/${id}/cancel`, ask)).status).toBe(200);
  });

  test("reads everything, and sends a mail again", async () => {
    const people = await cast();
    const id = await booking(people, hoursAhead(48));
    await signedInAgo(people.admin, DAY);
    expect((await call("GET", "/api/admin/refunds", { cookie: people.admin.cookie })).status).toBe(200);
    expect(await desk.resendMail(people.admin.cookie, id, "no-such-mail", REASON)).not.toEqual(
      refusedAs("confirmation_required"),
    );
  });
});

test("says whether money is real here", async () => {
  expect(await desk.handlesLiveMoney()).toBe(false);
});

describe("a refund that waits", () => {
  test("is settled outside once, by whoever of two is first; both are in the log", async () => {
    const people = await cast();
    const second = await administrator();
    const { refundId, bookingId } = await waiting(people);
    const answers = await Promise.all(
      [people.admin, second].map(({ cookie }) => desk.settleRefund(cookie, refundId, REASON)),
    );
    expect(answers.filter(({ ok }) => ok)).toEqual([DONE]);
    expect(answers.filter(({ ok }) => !ok)).toEqual([refusedAs("conflict")]);
    expect(await refundsOf(bookingId)).toMatchObject([{ status: "succeeded", settled_outside: 1 }]);
    const log = await logOf(refundId);
    expect(log.map(({ outcome }) => outcome).sort()).toEqual(["conflict", "done"]);
    expect(new Set(log.map(({ user_id }) => user_id))).toEqual(new Set([people.admin.id, second.id]));
  });

  test("is tried again, with the reason in the log; without a payment there is nothing to try", async () => {
    const people = await cast();
    const known = await waiting(people, { payment_intent: uniqueIntent() });
    expect(await desk.retryRefund(people.admin.cookie, known.refundId, REASON)).toEqual(DONE);
    expect(await logOf(known.refundId)).toEqual([
      { user_id: people.admin.id, action: "retry_refund", reason: REASON, outcome: "done" },
    ]);
    const unknown = await waiting(await cast());
    expect(await desk.retryRefund(people.admin.cookie, unknown.refundId, REASON)).toEqual(
      refusedAs("conflict"),
    );
  });
});

describe("two administrators at the same moment", () => {
  test("one retries, one settles: what is settled is never sent, what is sent is never settled", async () => {
    for (const first of ["retry", "settle"] as const) {
      const people = await cast();
      const second = await administrator();
      const { refundId, bookingId } = await waiting(people, { payment_intent: uniqueIntent() });
      const acts = {
        retry: () => desk.retryRefund(people.admin.cookie, refundId, REASON),
        settle: () => desk.settleRefund(second.cookie, refundId, REASON),
      };
      const order = first === "retry" ? [acts.retry, acts.settle] : [acts.settle, acts.retry];
      const answers = await Promise.all(order.map((act) => act()));
      expect(answers.filter(({ ok }) => ok)).toEqual([DONE]);
      expect(answers.filter(({ ok }) => !ok)).toEqual([refusedAs("conflict")]);
      const log = await logOf(refundId);
      expect(log.map(({ outcome }) => outcome).sort()).toEqual(["conflict", "done"]);
      const settled = log.find(({ outcome }) => outcome === "done")?.["action"] === "settle_refund";
      expect(await refundsOf(bookingId)).toMatchObject([{ settled_outside: settled ? 1 : 0 }]);
    }
  });

  test("one cancels with a refund, one without: the first decides, the second is told", async () => {
    const people = await cast();
    const second = await administrator();
    const id = await booking(people, hoursAhead(5), { payment_intent: uniqueIntent() });
    const answers = await Promise.all([
      desk.cancelBooking(people.admin.cookie, id, { reason: REASON, refund: true }),
      desk.cancelBooking(second.cookie, id, { reason: REASON, refund: false }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toEqual([DONE]);
    expect(answers.filter(({ ok }) => !ok)).toEqual([refusedAs("conflict")]);
    const [by] = await rows("select cancelled_by from bookings where id = ?1", id);
    expect(await refundsOf(id)).toHaveLength(by?.["cancelled_by"] === people.admin.id ? 1 : 0);
  });
});

describe("what is still being tried", () => {
  test("is told to administrators only, with the words of the last failure", async () => {
    const people = await cast();
    answerWith(({ url }) =>
      url.hostname === "stripe.test"
        ? Response.json({ error: { type: "api_error", message: "Down." } }, { status: 503 })
        : null,
    );
    const id = await booking(people, hoursAhead(48), { payment_intent: uniqueIntent() });
    await call("POST", `/api/bookings/${id}/cancel`, { token: people.mentee.token });
    const [refund] = await refundsOf(id);
    await expect
      .poll(() => desk.refundEfforts(people.admin.cookie, id))
      .toMatchObject({
        ok: true,
        value: [
          {
            refundId: refund?.["id"],
            attempts: expect.toSatisfy((n: number) => n >= 1),
            since: expect.any(Number),
            nextAt: expect.any(Number),
            why: expect.stringMatching(/^stripe: 503 to reading a payment/),
          },
        ],
      });
    expect(await desk.refundEfforts(people.mentee.token, id)).toEqual(refusedAs("forbidden"));
    expect(await desk.refundEfforts("nobody", id)).toEqual(refusedAs("unauthorized"));
    expect(await desk.refundEfforts(people.admin.cookie, "nothing-here")).toMatchObject({
      ok: true,
      value: [],
    });
  });
});

describe("a session of others", () => {
  test("is cancelled inside 24 hours, with a refund or without; again changes nothing", async () => {
    const people = await cast();
    const { admin } = people;
    const [kept, back] = [await booking(people, hoursAhead(3)), await booking(people, hoursAhead(6))];
    expect(await desk.cancelBooking(admin.cookie, kept, { reason: REASON, refund: false })).toEqual(DONE);
    expect(await desk.cancelBooking(admin.cookie, back, { reason: REASON, refund: true })).toEqual(DONE);
    expect(await desk.cancelBooking(admin.cookie, back, { reason: REASON, refund: true })).toEqual(DONE);
    const second = await administrator();
    expect(await desk.cancelBooking(second.cookie, back, { reason: REASON, refund: false })).toEqual(
      refusedAs("conflict"),
    );
    expect(await refundsOf(kept)).toEqual([]);
    expect(await refundsOf(back)).toMatchObject([{ cause: "cancelled" }]);
    expect(await logOf(kept)).toEqual([
      { user_id: admin.id, action: "cancel_booking", reason: REASON, outcome: "done" },
    ]);
    const over = await booking(people, Date.now() - 5 * HOUR);
    expect(await desk.cancelBooking(admin.cookie, over, { reason: REASON, refund: true })).toEqual(
      refusedAs("conflict"),
    );
  });

  test("moves no money for anything but a plain yes", async () => {
    const people = await cast();
    const id = await booking(people, hoursAhead(3));
    const vague = { reason: REASON, refund: "false" as unknown as boolean };
    expect(await desk.cancelBooking(people.admin.cookie, id, vague)).toEqual(DONE);
    expect(await refundsOf(id)).toEqual([]);
  });

  test("that was held is refunded whole, once: the payer hears, and the session stays what it was", async () => {
    const people = await cast();
    const id = await booking(people, Date.now() - 5 * HOUR, { payment_intent: uniqueIntent() });
    const second = await administrator();
    const answers = await Promise.all(
      [people.admin, second].map(({ cookie }) => desk.grantRefund(cookie, id, REASON)),
    );
    expect(answers.filter(({ ok }) => ok)).toEqual([DONE]);
    expect(answers.filter(({ ok }) => !ok)).toEqual([refusedAs("conflict")]);
    expect(await refundsOf(id)).toMatchObject([{ cause: "granted" }]);
    const subject = /goes back to you/;
    await expect
      .poll(() => mailsTo(people.mentee.email).filter((mail) => subject.test(mail.subject)).length)
      .toBe(1);
    expect(mailsTo(people.mentor.email).filter((mail) => subject.test(mail.subject))).toEqual([]);
    expect((await logOf(id)).map(({ action, outcome }) => [action, outcome])).toEqual(
      expect.arrayContaining([
        ["grant_refund", "done"],
        ["grant_refund", "conflict"],
      ]),
    );
  });
});

describe("POST /api/admin/bookings/:id/refund", () => {
  test("refunds a session that was held; its twin in the booking's timeline, its JSON and the list of refunds", async () => {
    const people = await cast();
    const id = await booking(people, Date.now() - 5 * HOUR, { payment_intent: uniqueIntent() });
    const ask = (body: unknown) =>
      call("POST", `/api/admin/bookings/${id}/refund`, { cookie: people.admin.cookie, origin: ORIGIN, body });
    expect((await ask({})).json).toMatchObject({ status: 400, errors: [{ field: "reason" }] });
    const granted = await ask({ reason: REASON });
    expect([granted.status, granted.json.status, granted.json.refund]).toEqual([
      200,
      "completed",
      expect.objectContaining({ amount: PRICE.amount, currency: "usd" }),
    ]);
    expect(granted.json.timeline).toContainEqual(
      expect.objectContaining({ type: "refund_granted", by: "administrator" }),
    );
    const again = await ask({ reason: REASON });
    expect([again.status, again.json.code, again.json.detail]).toEqual([
      409,
      "conflict",
      "this payment has a refund already",
    ]);
    const list = await call("GET", "/api/admin/refunds?limit=100&status=requested,pending,manual,succeeded", {
      cookie: people.admin.cookie,
    });
    expect(list.json.data.filter((one: { booking_id: string }) => one.booking_id === id)).toMatchObject([
      { cause: "granted", amount: PRICE.amount },
    ]);
    const seen = await call("GET", `/api/bookings/${id}`, { token: people.mentor.token });
    expect(seen.json.timeline.map(({ type }: { type: string }) => type)).not.toContain("refund_granted");
  });

  test("is for administrators; of a session ahead or a free one it is refused", async () => {
    const people = await cast();
    const { mentee, admin } = people;
    const ahead = await booking(people, hoursAhead(5));
    const free = await booking(people, Date.now() - 9 * HOUR, { price: { amount: 0, currency: "usd" } });
    const body = { reason: REASON };
    const path = (id: string) => `/api/admin/bookings/${id}/refund`;
    const asAdmin = { cookie: admin.cookie, origin: ORIGIN, body };
    expect((await call("POST", path(ahead), { body })).status).toBe(401);
    expect((await call("POST", path(ahead), { token: mentee.token, body })).status).toBe(403);
    expect((await call("POST", path("nothing"), asAdmin)).status).toBe(404);
    expect((await call("POST", path(ahead), asAdmin)).json).toMatchObject({ status: 409, code: "conflict" });
    expect((await call("POST", path(free), asAdmin)).json).toMatchObject({ status: 409, code: "conflict" });
  });
});
