import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { openContext, openShell } from "../support/node/browser.ts";
import { mailsTo, newCode, signIn } from "../support/node/sign-in.ts";
import { until } from "../support/node/until.ts";

// The refund desk in a real browser: what waits is seen, tried again or settled outside; a session is cancelled or refunded;
// nothing happens twice, and nobody else sees any of it.

const HOUR = 3_600_000;
/** A page that waits for more than this has lost somebody. */
const PATIENCE_MS = 15_000;
const PRICE = { amount: 5_000, currency: "usd" };

let app: App;
let browser: Browser;
let mentor: Person;
let mentee: Person;
let booked = 0;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openShell()]);
  mentor = await app.person("desk-mentor", ["mentor"], { name: "Carlos Rodriguez" });
  mentee = await app.person("desk-mentee", ["mentee"], { name: "Ana Souza" });
  await app.person("desk-admin", ["admin"], { name: "Ada Lovelace" });
  await app.person("desk-second", ["admin"], { name: "Grace Hopper", locale: "es" });
});
afterAll(async () => {
  await browser?.close();
  await app?.remove();
});

/** A paid session, each at an hour of its own. */
async function paidSession(
  id: string,
  startsAt = Date.now() + (72 + 2 * ++booked) * HOUR,
): Promise<{ readonly id: string; readonly intent: string }> {
  const intent = await app.sandbox.paidIntent(PRICE.amount);
  const taken = await app.takeOver(id, { mentor, mentee, startsAt, price: PRICE, paymentIntent: intent });
  expect(taken.status, taken.text).toBe(201);
  return { id, intent };
}

/** Cancelled by its mentee while Stripe keeps a 500: nobody can know whether the refund was made. */
async function waitingRefund(id: string): Promise<{ readonly refund: string; readonly intent: string }> {
  const { intent } = await paidSession(id);
  await app.sandbox.arm({ service: "stripe", fault: "500", match: "POST /v1/refunds" });
  await app.call("POST", `/api/bookings/${id}/cancel`, { token: mentee.token });
  const refund = await until(
    async () => {
      const sql = "select id from refunds where booking_id = ?1 and status = 'manual'";
      return (await app.query<{ id: string }>(sql, id))[0]?.id;
    },
    { what: `the refund of ${id} to wait for a person` },
  );
  return { refund, intent };
}

const refundsOf = async (intent: string) =>
  (await app.sandbox.ledger()).refunds.filter(({ payment_intent }) => payment_intent === intent);

async function visitor(email: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const context: BrowserContext = await openContext(browser, options);
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await signIn(app, page, email);
  return page;
}

const expectText = (page: Page, text: RegExp) => page.getByText(text).first().waitFor();

const statusOf = async (page: Page, path: string): Promise<number | undefined> =>
  (await page.goto(`${app.url}${path}`))?.status();

const ADMIN = "desk-admin@example.test";

describe.each([
  ["with JavaScript", true],
  ["without JavaScript", false],
])("an administrator, %s", (_, javaScriptEnabled) => {
  let page: Page;
  const suffix = javaScriptEnabled ? "js" : "plain";
  beforeAll(async () => {
    page = await visitor(ADMIN, { javaScriptEnabled });
  });
  afterAll(() => page?.context().close());

  const act = async (refund: string, button: string, reason: string) => {
    const item = page.locator(`#refund-${refund}`);
    await item.locator("[name=reason]").fill(reason);
    await item.getByRole("button", { name: button }).click();
  };

  test("sees a refund that waits, and why; tries it again, and the money goes back once", async () => {
    const { refund, intent } = await waitingRefund(`retried-${suffix}`);
    await page.goto(`${app.url}/sessions`);
    await page.getByRole("link", { name: "Refunds" }).click();
    await page.getByRole("searchbox", { name: "Payer or mentor" }).fill("carlos ro");
    await page.getByRole("button", { name: "Find", exact: true }).click();
    await page.waitForURL(/q=carlos/);
    const item = page.locator(`#refund-${refund}`);
    await item.getByText(/\$50\.00 to Ana Souza/).waitFor();
    await item.locator("summary").click();
    await item.getByText("500, kept under this key").waitFor();
    await page.goto(`${app.url}/admin/refunds?why=payment_disputed&age=7`);
    await page.getByRole("heading", { name: "None of these" }).waitFor();
    await page.getByRole("link", { name: "Show all" }).click();
    // A filter that is chosen before would choose among what is being left.
    await item.waitFor();
    if (javaScriptEnabled) {
      // Somebody at the keyboard goes on from where they chose.
      const cause = page.getByLabel("Why the money goes back");
      await cause.focus();
      await cause.selectOption("cancelled");
      await page.waitForURL(/cause=cancelled/);
      expect(await cause.evaluate((field) => field === document.activeElement)).toBe(true);
    }
    await item.getByText(/Stripe failed while it was being sent/).waitFor();
    expect(await item.getByRole("link", { name: intent }).getAttribute("href")).toBe(
      `https://dashboard.stripe.com/test/payments/${intent}`,
    );
    expect(await refundsOf(intent)).toEqual([]);
    await act(refund, "Try again", "Stripe had an outage");
    await expectText(page, /\$50\.00 (is being sent to Ana Souza again|went back to Ana Souza)/);
    await until(async () => (await refundsOf(intent))[0]?.status === "succeeded", { what: "the refund" });
    expect(await refundsOf(intent)).toHaveLength(1);
    expect(await page.locator(`#refund-${refund}`).count()).toBe(0);
    await page.goto(`${app.url}/admin/refunds?status=succeeded`);
    await page.locator(`#refund-${refund} summary`).click();
    await page.locator(`#refund-${refund}`).getByText("Stripe had an outage").waitFor();
  });

  test("must say why; notes that one was settled outside, and Stripe is not asked again", async () => {
    const { refund, intent } = await waitingRefund(`settled-${suffix}`);
    await page.goto(`${app.url}/admin/refunds`);
    await act(refund, "Settled outside", "   ");
    await expectText(page, /Please say why/);
    await act(refund, "Settled outside", "by bank transfer");
    await expectText(page, /Noted: \$50\.00 went back to Ana Souza another way/);
    expect(await refundsOf(intent)).toEqual([]);
    const log = await app.query<{ action: string; reason: string; outcome: string }>(
      "select action, reason, outcome from audit_log where subject_id = ?1",
      refund,
    );
    expect(log).toEqual([{ action: "settle_refund", reason: "by bank transfer", outcome: "done" }]);
  });

  test("is told when somebody else was faster, and nothing happens twice", async () => {
    const { refund, intent } = await waitingRefund(`raced-${suffix}`);
    const second = await visitor("desk-second@example.test", { javaScriptEnabled });
    await Promise.all([page, second].map((one) => one.goto(`${app.url}/admin/refunds`)));
    const other = second.locator(`#refund-${refund}`);
    await other.locator("[name=reason]").fill("fui más rápida");
    await other.getByRole("button", { name: "Pagado por otra vía" }).click();
    await expectText(second, /Anotado/);
    await second.context().close();
    await act(refund, "Try again", "me too");
    await expectText(page, /does not wait any more/);
    expect(await refundsOf(intent)).toEqual([]);
  });

  test("cancels a session inside 24 hours, and says what happens to the money", async () => {
    const { id, intent } = await paidSession(
      `off-${suffix}`,
      Date.now() + (javaScriptEnabled ? 3 : 6) * HOUR,
    );
    await page.goto(`${app.url}/admin/refunds`);
    await page.getByRole("searchbox", { name: "A session's id" }).fill(`${app.url}/sessions/${id}`);
    await page.getByRole("button", { name: "Open session" }).click();
    await page.getByRole("heading", { name: "Ana Souza with Carlos Rodriguez" }).waitFor();
    await page.getByLabel(/All of it goes back: \$50\.00/).check();
    await page.locator("#reason-cancel").fill("the mentor is ill");
    await page.getByRole("button", { name: "Cancel Session" }).click();
    await expectText(page, /The session is cancelled\. Both get an email/);
    await expectText(page, /the mentor is ill/);
    await until(async () => (await refundsOf(intent)).length === 1, { what: "the refund" });
  });

  test("refunds a session that was held, once", async () => {
    const { id, intent } = await paidSession(
      `held-${suffix}`,
      Date.now() - (javaScriptEnabled ? 30 : 60) * HOUR,
    );
    await page.goto(`${app.url}/admin/sessions/${id}`);
    await page.getByText("Say who came").click();
    await page.getByLabel("The mentor did not come").check();
    await page.locator("#reason-rule").fill("both wrote to us");
    await page.getByRole("button", { name: "Decide" }).click();
    await expectText(page, /Our team looked at it: the mentor did not come/);
    await page.locator("#reason-grant").fill("the mentor did not come");
    await page.getByRole("button", { name: "Refund $50.00" }).click();
    await expectText(page, /The refund is granted/);
    await until(async () => (await refundsOf(intent))[0]?.status === "succeeded", { what: "the refund" });
    await page.reload();
    await expectText(page, /Granted by an administrator/);
    expect(await page.getByRole("button", { name: /^Refund/ }).count()).toBe(0);
    expect(await refundsOf(intent)).toHaveLength(1);
  });
});

describe.each([
  ["with JavaScript", true],
  ["without JavaScript", false],
])("who signed in a while ago, %s", (_, javaScriptEnabled) => {
  test("confirms that it is them before anything moves; what was typed is kept, and the old cookie is over", async () => {
    const name = `desk-later-${javaScriptEnabled ? "js" : "plain"}`;
    const { id, email } = await app.person(name, ["admin"]);
    const page = await visitor(email, { javaScriptEnabled });
    const { refund } = await waitingRefund(`${name}-refund`);
    const item = page.locator(`#refund-${refund}`);
    await page.goto(`${app.url}/admin/refunds`);
    await item.locator("[name=reason]").fill("paid back by hand");
    await app.query("update sessions set created_at = created_at - ?2 where user_id = ?1", id, 16 * 60_000);
    await item.getByRole("button", { name: "Settled outside" }).click();
    await page.getByText(/Nothing was done yet/).waitFor();
    expect(await item.locator("[name=reason]").inputValue()).toBe("paid back by hand");
    const before = (await page.context().cookies()).find((cookie) => cookie.name === "meridian");
    await page.goto(`${app.url}/admin/refunds`);
    expect(await item.locator("[name=reason]").count()).toBe(0);
    await item.getByRole("link", { name: "Confirm that it is you first" }).click();
    await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
    const mails = await mailsTo(app, email);
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.fill("[name=code]", await newCode(app, email, mails));
    await page.locator("form:has([name=code]) button").first().click();
    await page.waitForURL(/\/admin\/refunds/);
    await item.locator("[name=reason]").fill("paid back by hand");
    await item.getByRole("button", { name: "Settled outside" }).click();
    await expectText(page, /Noted: \$50\.00 went back to Ana Souza another way/);
    const stale = await fetch(`${app.url}/api/bookings`, {
      headers: { cookie: `${before?.name}=${before?.value}` },
    });
    expect(stale.status).toBe(401);
    await page.context().close();
  });
});

describe("how it stands on the whole", () => {
  let page: Page;
  beforeAll(async () => {
    page = await visitor(ADMIN);
  });
  afterAll(() => page?.context().close());

  test("the ledgers of yesterday are held against each other by the cron, and what differs is told", async () => {
    // A day is read an hour after it is over (worker/limits.ts).
    const yesterday = new Date(Date.now() - 25 * HOUR).toISOString().slice(0, 10);
    await app.sweep();
    await page.goto(`${app.url}/admin/refunds`);
    await page.getByRole("link", { name: "Ledgers" }).click();
    const panel = page.locator(`li:has(a[href="/admin/reconciliation/${yesterday}"])`);
    await panel.getByText("The books agree").waitFor();
    await app.query(
      `insert into reconciliation_differences (day, kind, subject, booking_id, payment_intent, currency, theirs_amount, theirs_status, found_at)
       values (?1, 'payment_without_session', 'pi_lost', 'booking-lost', 'pi_lost', 'usd', 5000, 'captured', ?1)`,
      Date.parse(yesterday),
    );
    await page.reload();
    await panel.getByText("1 open of 1 difference").waitFor();
    await panel.getByRole("link").click();
    await expectText(page, /Money came in that is for no session/);
    await expectText(page, /\$50\.00, charged/);
    expect(await page.getByRole("link", { name: "pi_lost" }).getAttribute("href")).toContain(
      "/test/payments/pi_lost",
    );
  });

  test("cancellations are counted, and go into a spreadsheet without doing harm there", async () => {
    const { id } = await paidSession("counted");
    const body = { reason: '=HYPERLINK("https://evil.test")', share_reason: false };
    await app.call("POST", `/api/bookings/${id}/cancel`, { token: mentee.token, body });
    await page.goto(`${app.url}/admin/cancelling?days=30`);
    await page.getByRole("heading", { name: /\d+ cancellations?$/ }).waitFor();
    await page.getByText("As a table").click();
    expect(await page.getByRole("columnheader", { name: "Mentee" }).count()).toBe(1);
    const csv = await page.request.get(`${app.url}/admin/cancelling.csv?days=30`);
    expect(csv.headers()["content-type"]).toBe("text/csv; charset=utf-8");
    const line = (await csv.text()).split("\r\n").find((one) => one.startsWith("counted,"));
    expect(line).toContain(`,mentee,Ana Souza,"'=HYPERLINK(`);
    expect(line).toContain(",5000,usd");
  });
});

describe("to everybody else there is no such page", () => {
  const PAGES = [
    "/admin/refunds",
    "/admin/sessions/anything",
    "/admin/sessions?id=x",
    "/admin/reconciliation",
    "/admin/reconciliation/2026-01-01",
    "/admin/cancelling",
  ];

  test("a mentee gets what an unknown page gets, and has no way there", async () => {
    const page = await visitor(mentee.email);
    expect(await page.getByRole("link", { name: "Refunds" }).count()).toBe(0);
    await page.goto(`${app.url}/no-such-page`);
    const unknown = await page.locator("main").textContent();
    for (const path of PAGES) {
      expect(await statusOf(page, path), path).toBe(404);
      expect(await page.locator("main").textContent(), path).toBe(unknown);
    }
    expect(await statusOf(page, "/admin/cancelling.csv")).toBe(404);
    await page.context().close();
  });

  test("a mentee's post is turned away: nothing is done, and nothing is in the log", async () => {
    const { refund } = await waitingRefund("guarded");
    const page = await visitor(mentee.email);
    const posted = await page.request.post(`${app.url}/admin/refunds`, {
      form: { refund, act: "settle", reason: "mine" },
      headers: { origin: app.url },
    });
    expect(posted.status()).toBe(404);
    expect(await app.query("select id from audit_log where subject_id = ?1", refund)).toEqual([]);
    await page.context().close();
  });

  test("a stranger signs in and comes back", async () => {
    const page = await (await openContext(browser)).newPage();
    await page.goto(`${app.url}/admin/refunds?status=all`);
    expect(new URL(page.url()).searchParams.get("return_to")).toBe("/admin/refunds?status=all");
    await page.context().close();
  });
});
