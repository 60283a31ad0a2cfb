import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { HOUR, MINUTE, SECOND } from "../../domain/time.ts";
import type { DeskRpc } from "../../worker/contract.ts";
import { serviceFrom } from "../../worker/services.ts";
import { sweep } from "../../worker/sweep.ts";
import {
  administrator,
  call,
  hoursAhead,
  type Somebody,
  somebody,
  takeOver,
  uniqueId,
} from "./support/api.ts";
import { answerWith, left, mailsTo, outsideAsUsual } from "./support/outside.ts";
import { SETTINGS } from "./support/settings.ts";

beforeEach(outsideAsUsual);

const { DashboardService: desk } = exports as unknown as { DashboardService: DeskRpc };
const REASON = "she wrote that it never came";

interface Case {
  readonly id: string;
  readonly mentor: Somebody;
  readonly mentee: Somebody;
}

async function confirmed(): Promise<Case> {
  const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
  const id = uniqueId();
  expect((await takeOver(id, mentor, mentee, hoursAhead(72))).status).toBe(201);
  return { id, mentor, mentee };
}

const cancel = ({ id, mentee }: Case) => call("POST", `/api/bookings/${id}/cancel`, { token: mentee.token });

interface Shown {
  readonly user_id: string;
  readonly key: string;
  readonly status: string;
  readonly provider_id: string | null;
  readonly asked_at: number;
  readonly detail: string | null;
}

const shown = async (id: string): Promise<Shown[]> =>
  (await env.DB.prepare("select * from emails_sent where booking_id = ?1").bind(id).all<Shown>()).results;

const statuses = async (id: string) => (await shown(id)).map(({ status }) => status).sort();

const resendFails = (status: number, most = Number.POSITIVE_INFINITY) => {
  let failed = 0;
  answerWith(({ url }) =>
    url.hostname === "resend.test" && failed++ < most
      ? Response.json({ name: "rate_limit_exceeded", message: "slow down" }, { status })
      : null,
  );
};

async function resendSays(emailId: string, type: string): Promise<number> {
  const raw = JSON.stringify({ type, data: { email_id: emailId, bounce: { message: "no such mailbox" } } });
  const [event, stamp] = [`msg_${uniqueId()}`, String(Math.floor(Date.now() / 1000))];
  const secret = Uint8Array.from(atob(SETTINGS.RESEND_WEBHOOK_SECRET.replace("whsec_", "")), (c) =>
    c.charCodeAt(0),
  );
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${event}.${stamp}.${raw}`));
  const signature = `v1,${btoa(String.fromCharCode(...new Uint8Array(mac)))}`;
  const headers = { "svix-id": event, "svix-timestamp": stamp, "svix-signature": signature };
  return (await call("POST", "/webhooks/resend", { raw, headers })).status;
}

describe("a mail that cannot leave", () => {
  test("is seen waiting from the answer to the cancel on; the cancel itself is not held up", async () => {
    resendFails(429);
    const story = await confirmed();
    expect((await cancel(story)).status).toBe(200);
    const rows = await shown(story.id);
    expect(rows.map(({ user_id, status }) => [user_id, status]).sort()).toEqual(
      [
        [story.mentee.id, "waiting"],
        [story.mentor.id, "waiting"],
      ].sort(),
    );
  });

  test("leaves once it can, once a person; how long it took stands with the booking", async () => {
    resendFails(500, 2);
    const story = await confirmed();
    await cancel(story);
    await expect.poll(() => statuses(story.id), { timeout: 10_000 }).toEqual(["accepted", "accepted"]);
    for (const { email } of [story.mentor, story.mentee])
      expect(mailsTo(email).length).toBeGreaterThanOrEqual(1);
    const keys = new Set(left.flatMap(({ headers }) => headers.get("idempotency-key") ?? []));
    expect([...keys].filter((key) => key.includes(`${story.id}:mail:cancelled`))).toHaveLength(2);
    const row = await env.DB.prepare("select cancelled_at, cancel_told_at from bookings where id = ?1")
      .bind(story.id)
      .first<{ cancelled_at: number; cancel_told_at: number }>();
    expect((row?.cancel_told_at ?? 0) - (row?.cancelled_at ?? 0)).toBeGreaterThan(0);
  });

  test("is told by the sweep once it is late, and its booking is woken", async () => {
    resendFails(429);
    const story = await confirmed();
    await cancel(story);
    await env.DB.prepare("update emails_sent set asked_at = ?2 where booking_id = ?1")
      .bind(story.id, Date.now() - 6 * MINUTE)
      .run();
    const real = serviceFrom(env as never);
    const [told, woken]: [unknown[], string[]] = [[], []];
    await sweep({
      ...real,
      log: (event, fields) => void told.push({ event, ...fields }),
      booking: (id) => {
        woken.push(id);
        return real.booking(id);
      },
    });
    const late = { event: "mail_late", booking: story.id, state: "waiting", seconds: 360 };
    expect(told).toContainEqual({ ...late, mail: `mail:cancelled:${story.mentee.id}` });
    expect(told).toContainEqual({ ...late, mail: `mail:cancelled:${story.mentor.id}` });
    expect(woken.filter((id) => id === story.id)).toHaveLength(1);
  });
});

describe("an invitation to a review that waits for the email service", () => {
  test("does not leave any more once the review is left, not by hand either", async () => {
    resendFails(429);
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const id = uniqueId();
    // Its room closes in a second, and with that it is over.
    await takeOver(id, mentor, mentee, Date.now() - 2 * HOUR + SECOND);
    await expect.poll(() => statuses(id), { timeout: 10_000 }).toEqual(["waiting"]);
    const review = { token: mentee.token, body: { rating: 5 } };
    expect((await call("POST", `/api/bookings/${id}/review`, review)).status).toBe(201);
    outsideAsUsual();
    await expect.poll(() => statuses(id), { timeout: 10_000 }).toEqual(["withdrawn"]);
    const admin = await administrator();
    const again = await desk.resendMail(admin.cookie, id, `mail:review_invitation:${mentee.id}`, REASON);
    expect(again).toEqual(refusedAs("conflict"));
    expect(mailsTo(mentee.email)).toEqual([]);
  });
});

describe("what Resend says of a mail", () => {
  test("is not lost when it comes before the mail's own row", async () => {
    const story = await confirmed();
    const early: Promise<number>[] = [];
    let sent = 0;
    answerWith(({ url, body }) => {
      if (url.hostname !== "resend.test" || !body.includes(story.mentee.email)) return null;
      const id = `early-${story.id}-${++sent}`;
      // Said before the answer is even read.
      early.push(resendSays(id, "email.bounced"));
      return Response.json({ id });
    });
    await cancel(story);
    await expect.poll(() => statuses(story.id), { timeout: 10_000 }).toEqual(["accepted", "bounced"]);
    expect(await Promise.all(early)).toEqual([200]);
    const row = (await shown(story.id)).find(({ status }) => status === "bounced");
    expect(row).toMatchObject({ user_id: story.mentee.id, detail: "no such mailbox" });
  });

  test("that comes while D1 has no row for it at all waits for the row", async () => {
    const story = await confirmed();
    answerWith(({ url, body }) =>
      url.hostname === "resend.test" && body.includes(story.mentor.email)
        ? Response.json({ id: `mail-of-${story.id}` })
        : null,
    );
    expect(await resendSays(`mail-of-${story.id}`, "email.complained")).toBe(200);
    await cancel(story);
    await expect.poll(() => statuses(story.id), { timeout: 10_000 }).toEqual(["accepted", "complained"]);
  });
});

const refusedAs = (code: string) => ({ ok: false, reason: expect.objectContaining({ code }) });

describe("a mail sent again by hand", () => {
  async function told(): Promise<Case & { readonly key: string }> {
    const story = await confirmed();
    await cancel(story);
    await expect.poll(() => statuses(story.id), { timeout: 10_000 }).toEqual(["accepted", "accepted"]);
    return { ...story, key: `mail:cancelled:${story.mentee.id}` };
  }

  test("really leaves again, under a key of its own, to that person alone; the log says who and why", async () => {
    const { id, key, mentee, mentor } = await told();
    const admin = await administrator();
    expect(await desk.resendMail(admin.cookie, id, key, REASON)).toMatchObject({ ok: true });
    await expect.poll(() => mailsTo(mentee.email).length).toBe(2);
    expect(mailsTo(mentor.email)).toHaveLength(1);
    await expect.poll(() => statuses(id)).toEqual(["accepted", "accepted", "accepted"]);
    const keys = left.flatMap(({ headers }) => headers.get("idempotency-key") ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    const log = await env.DB.prepare(
      "select user_id, action, reason, outcome from audit_log where subject_id = ?1",
    )
      .bind(id)
      .all();
    expect(log.results).toEqual([
      { user_id: admin.id, action: "resend_mail", reason: REASON, outcome: "done" },
    ]);
  });

  test("is for administrators, who say why; of a mail that there is", async () => {
    const { id, key, mentee } = await told();
    const admin = await administrator();
    expect(await desk.resendMail("nobody", id, key, REASON)).toEqual(refusedAs("unauthorized"));
    expect(await desk.resendMail(mentee.token, id, key, REASON)).toEqual(refusedAs("forbidden"));
    expect(await desk.resendMail(admin.cookie, id, key, " ")).toEqual(refusedAs("invalid_request"));
    expect(await desk.resendMail(admin.cookie, "nothing", key, REASON)).toEqual(refusedAs("not_found"));
    for (const other of ["mail:cancelled:nobody", "", "'; drop table users; --"]) {
      expect(await desk.resendMail(admin.cookie, id, other, REASON)).toEqual(refusedAs("not_found"));
    }
    expect(mailsTo(mentee.email)).toHaveLength(1);
  });

  test("is refused while the same words wait to be sent anyway", async () => {
    resendFails(429);
    const story = await confirmed();
    await cancel(story);
    const admin = await administrator();
    const key = `mail:cancelled:${story.mentee.id}`;
    expect(await desk.resendMail(admin.cookie, story.id, key, REASON)).toEqual(refusedAs("conflict"));
  });

  test("is refused once it is not true any more", async () => {
    const [mentor, mentee] = [await somebody(["mentor"]), await somebody(["mentee"])];
    const id = uniqueId();
    await takeOver(id, mentor, mentee, Date.now() + 20 * HOUR);
    const admin = await administrator();
    // Its 24 hours' reminder would be behind it, and was never sent: nothing to send again.
    expect(await desk.resendMail(admin.cookie, id, `mail:reminder_24h:${mentee.id}`, REASON)).toEqual(
      refusedAs("not_found"),
    );
  });
});
