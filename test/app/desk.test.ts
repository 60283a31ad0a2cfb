import { describe, expect, it } from "vitest";
import { ledgerWords } from "../../app/desk/ledger-words.ts";
import { mailWords } from "../../app/desk/mail-words.ts";
import { paymentLink, refundLink } from "../../app/desk/stripe-links.ts";
import { trailOf } from "../../app/desk/trail.server.ts";
import { deskWords, whyWords } from "../../app/desk/words/words.ts";
import { en } from "../../app/messages/en.ts";
import { cancellingWords } from "../../app/routes/admin-cancelling/words.ts";
import { readCursor, writeCursor } from "../../app/routes/admin-refunds/cursor.server.ts";
import { deskPath, filtersOf, inTab, unfiltered } from "../../app/routes/admin-refunds/filters.ts";
import { noticeOf } from "../../app/routes/admin-refunds/notice.server.ts";
import type { TrailEntry, TrailNote } from "../../db/desk-trail.ts";
import type { ToldRefund } from "../../db/refund-desk.ts";

/** Every text by its path; what is made by a function says how many things it is made from. */
function leaves(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, `function of ${value.length}`]];
  return Object.entries(value as object).flatMap(([key, part]) => leaves(part, `${path}.${key}`));
}

describe("the desk's words", () => {
  it("are all there in both languages, and are not the same", () => {
    const [english, spanish] = [leaves(deskWords.en), leaves(deskWords.es)];
    expect(spanish.map(([path]) => path)).toEqual(english.map(([path]) => path));
    const known = new Map(english);
    const same = spanish.filter(([path, text]) => !text.startsWith("function") && known.get(path) === text);
    expect(same.map(([path]) => path)).toEqual(
      [".session.mentor"].filter((path) => same.some(([p]) => p === path)),
    );
  });

  it.each([
    ["the ledgers", ledgerWords],
    ["the cancellations", cancellingWords],
    ["the mails", mailWords],
  ])("of %s are all there in both languages", (_, { en: english, es: spanish }) => {
    expect(leaves(spanish).map(([path]) => path)).toEqual(leaves(english).map(([path]) => path));
  });

  it("count and tell ages", () => {
    const { count, age } = deskWords.en;
    expect([count(0, 50), count(50, 50), count(51, 50)]).toEqual(["0", "50", "50+"]);
    expect([0, 59, 60, 47 * 60, 48 * 60].map((minutes) => age(minutes * 60_000))).toEqual([
      "1 min ago",
      "59 min ago",
      "1 h ago",
      "47 h ago",
      "2 days ago",
    ]);
  });

  it("have something to say of a reason they do not know", () => {
    expect(whyWords(deskWords.en, "payment_disputed").what).toContain("disputes");
    for (const reason of ["", "toString", "new_reason"]) {
      expect(whyWords(deskWords.en, reason).what).toBe("No reason was recorded.");
    }
  });
});

describe("the desk's addresses", () => {
  it("say only what is not so anyway", () => {
    expect(deskPath(unfiltered("manual"))).toBe("/admin/refunds");
    expect(deskPath(unfiltered("all"), { refund: "r1" })).toBe("/admin/refunds?status=all&refund=r1");
    const path = deskPath({
      ...unfiltered("manual"),
      why: "payment_disputed",
      currency: "USD",
      age: 7,
      q: "Pía",
    });
    expect(path).toBe("/admin/refunds?q=P%C3%ADa&why=payment_disputed&currency=USD&age=7");
    expect(deskPath(filtersOf(new URL(path, "https://x.test").searchParams))).toBe(path);
  });

  it("ask for nothing that there is not", () => {
    const nonsense = new URLSearchParams("status=x&cause=x&why=toString&age=2&currency=dollars&q=");
    expect(filtersOf(nonsense)).toEqual({ ...unfiltered("manual"), currency: "dol" });
  });

  it("forget the reason to wait in a list where nothing waits", () => {
    const waiting = { ...unfiltered("manual"), why: "payment_disputed", q: "Ana" } as const;
    expect(deskPath(inTab(waiting, "succeeded"))).toBe("/admin/refunds?status=succeeded&q=Ana");
  });

  it("carry where a page begins, and nothing else", () => {
    const cursor = { requestedAt: 1_700_000_000_000, id: "r_1-x" };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    for (const text of [null, "", "1", "x_1", "1_a b", `${"9".repeat(16)}_a`])
      expect(readCursor(text)).toBeNull();
  });

  it("lead into the right half of Stripe's dashboard", () => {
    expect(paymentLink("pi_1", false)?.href).toBe("https://dashboard.stripe.com/test/payments/pi_1");
    expect(paymentLink("pi_1", true)?.href).toBe("https://dashboard.stripe.com/payments/pi_1");
    expect(refundLink("re_1", true)?.href).toBe("https://dashboard.stripe.com/search?query=re_1");
    expect([paymentLink(null, true), refundLink(null, true)]).toEqual([null, null]);
  });
});

describe("what is said after an act", () => {
  const refund = (status: ToldRefund["status"], settledOutside = false): ToldRefund => ({
    status,
    settledOutside,
    money: { amount: 5_000, currency: "usd" },
    payerName: "Ana",
  });

  it("is what the refund shows, whatever was tried", () => {
    expect(noticeOf(null, "en")).toBeNull();
    expect(noticeOf(refund("requested"), "en")?.text).toContain("being sent");
    expect(noticeOf(refund("succeeded"), "en")?.text).toBe("$50.00 went back to Ana.");
    expect(noticeOf(refund("succeeded", true), "en")?.text).toContain("another way");
    expect(noticeOf(refund("manual"), "en")).toMatchObject({ tone: "plain" });
  });
});

describe("the trail", () => {
  const reader = {
    locale: "en",
    zone: "UTC",
    now: 10_000,
    t: en,
  } as Parameters<typeof trailOf>[1];
  const entry = (
    at: number,
    type: TrailEntry["type"],
    by: TrailEntry["by"],
    who: string | null,
  ): TrailEntry => ({
    at,
    type,
    by,
    who,
    answer: type === "refund_failed" ? "lost_or_stolen_card" : null,
  });
  const note = (at: number, action: string, outcome: string | null, reason = "why"): TrailNote => ({
    at,
    action,
    who: "Ada",
    reason,
    outcome,
  });

  it("gives each act the reason it was given, in order, and once", () => {
    const lines = trailOf(
      {
        entries: [
          entry(1, "cancelled", "mentee", "Ana"),
          entry(5, "refund_retried", "administrator", "Ada"),
          entry(9, "refund_retried", "administrator", "Ada"),
        ],
        notes: [note(8, "retry_refund", "done", "second"), note(4, "retry_refund", "done", "first")],
      },
      reader,
    );
    expect(lines.map(({ what, who, note: why }) => [what, who, why])).toEqual([
      ["Cancelled", "Ana", null],
      ["The refund was tried again", "Ada", "first"],
      ["The refund was tried again", "Ada", "second"],
    ]);
  });

  it("tells of acts that left nothing, where they belong", () => {
    const lines = trailOf(
      {
        entries: [entry(5, "refund_settled_outside", "administrator", "Ada")],
        notes: [
          note(4, "settle_refund", "done", "paid"),
          note(6, "settle_refund", "conflict", "me too"),
          note(3, "retry_refund", null),
          note(7, "cancel_booking", "done"),
        ],
      },
      reader,
    );
    expect(lines.map(({ what }) => what)).toEqual([
      "Wanted to try again. No answer is known: look at what happened after.",
      "Refunded by another way",
      "Wanted to note it as settled. Refused: it was no longer as the page showed it.",
      "Wanted to cancel it. It was so already: nothing new was done.",
    ]);
    expect(lines.map(({ key }) => key)).toEqual([0, 1, 2, 3]);
  });
});
