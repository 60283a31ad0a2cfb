import { describe, expect, it } from "vitest";
import type { Command } from "../../domain/commands.ts";
import { decide } from "../../domain/decide/decide.ts";
import {
  ADMIN,
  BOOKED,
  byAdmin,
  byMentee,
  byMentor,
  byPlatform,
  byStranger,
  CHECKOUT,
  type CommandOf,
  cancelCommand,
  createCommand,
  isOfItsOwn,
  MENTEE,
  MENTOR,
  paidReading,
  SITUATIONS,
  type Situation,
  STAND_IN,
  START,
  STORIES,
  STRANGER,
  takeOverCommand,
} from "./support/bookings.ts";

// Every command in every status. An outcome is "✗ code" (refused), "nothing", "asked" (effects, but no new version), or the
// status that is stored, "stored" when it stays as it was; with the effects that follow besides the projection.

type Outcomes = Partial<Record<Situation | "none", string>> & { readonly otherwise: string };

const read = (over: Parameters<typeof paidReading>[0]): CommandOf<"checkout_read"> => ({
  type: "checkout_read",
  reading: paidReading(over),
  refundId: "refund_2",
});
const refundRead = (status: "pending" | "succeeded" | "failed"): Command => ({
  type: "refund_read",
  refundId: "refund_1",
  reading: { status, stripeRefundId: "re_1" },
});

const NOTHING = "nothing";
const CANCELLED = "cancelled: remove_room mail mail";
const REFUNDED = `${CANCELLED} send_refund`;
const RETURNED = "stored: mail send_refund";
const CONFIRMED = "confirmed: make_room mail mail";
const OVER = { otherwise: "✗ not_cancellable", cancelled: NOTHING };
const MANUAL = "stored: mail_administrators mail";

const TABLE: readonly (readonly [string, Command, Outcomes])[] = [
  ["create, the very same", createCommand(), { none: "draft: open_checkout", otherwise: NOTHING }],
  [
    "create, another",
    createCommand({ menteeId: "somebody" }),
    { none: "draft: open_checkout", otherwise: "✗ conflict" },
  ],
  [
    "create, free",
    createCommand({ price: { amount: 0, currency: "usd" } }),
    { none: CONFIRMED, otherwise: "✗ conflict" },
  ],
  ["take over", takeOverCommand(), { none: "confirmed: make_room", otherwise: "✗ conflict" }],
  ["take over a draft", takeOverCommand({ status: "draft" }), { none: "draft", otherwise: "✗ conflict" }],
  ["tick", { type: "tick" }, { otherwise: NOTHING }],
  ["withdraw", { type: "withdraw" }, { otherwise: NOTHING }],
  [
    "cancel by the mentee",
    cancelCommand(byMentee),
    {
      ...OVER,
      draft: "expired: expire_checkout",
      confirmed: REFUNDED,
      "confirmed inside 24 h": "✗ cancellation_window_closed",
    },
  ],
  [
    "cancel by the mentor",
    cancelCommand(byMentor),
    { ...OVER, confirmed: REFUNDED, "confirmed inside 24 h": "✗ cancellation_window_closed" },
  ],
  [
    "cancel by an administrator, with refund",
    cancelCommand(byAdmin(true)),
    { ...OVER, draft: "expired: expire_checkout", confirmed: REFUNDED, "confirmed inside 24 h": REFUNDED },
  ],
  [
    "cancel by an administrator, without refund",
    cancelCommand(byAdmin(false)),
    { ...OVER, draft: "expired: expire_checkout", confirmed: CANCELLED, "confirmed inside 24 h": CANCELLED },
  ],
  [
    "cancel by the platform, with refund",
    cancelCommand(byPlatform(true)),
    { ...OVER, draft: "expired: expire_checkout", confirmed: REFUNDED, "confirmed inside 24 h": REFUNDED },
  ],
  [
    "cancel by the platform, without refund",
    cancelCommand(byPlatform(false)),
    { ...OVER, draft: "expired: expire_checkout", confirmed: CANCELLED, "confirmed inside 24 h": CANCELLED },
  ],
  ["cancel by a stranger", cancelCommand(byStranger), { otherwise: "✗ not_found" }],
  ["checkout opened, again", { type: "checkout_opened", session: CHECKOUT }, { otherwise: NOTHING }],
  ["checkout noticed", { type: "checkout_noticed" }, { otherwise: "asked: read_checkout" }],
  ["checkout read: open", read({ status: "open", paid: false }), { otherwise: NOTHING }],
  ["checkout read: complete, unpaid", read({ paid: false }), { otherwise: NOTHING }],
  [
    "checkout read: expired",
    read({ status: "expired", paid: false }),
    { draft: "expired", otherwise: NOTHING },
  ],
  ["checkout read: paid", read({}), { draft: CONFIRMED, expired: RETURNED, otherwise: NOTHING }],
  ["checkout read: paid again", read({ intentId: "pi_2" }), { draft: CONFIRMED, otherwise: RETURNED }],
  [
    "checkout read: paid too little",
    read({ amount: 1, intentId: "pi_2" }),
    { draft: "✗ payment_ignored", otherwise: MANUAL },
  ],
  ["checkout read: another's", read({ sessionId: "cs_2" }), { otherwise: "✗ payment_ignored" }],
  ["checkout missing", { type: "checkout_missing" }, { draft: "expired", otherwise: NOTHING }],
  ["refund noticed, none at Stripe", { type: "refund_noticed" }, { otherwise: NOTHING }],
  [
    "refund read: pending",
    refundRead("pending"),
    { cancelled: "stored: read_refund", otherwise: "✗ not_found" },
  ],
  [
    "refund read: succeeded",
    refundRead("succeeded"),
    { cancelled: "stored: read_refund", otherwise: "✗ not_found" },
  ],
  ["refund read: failed", refundRead("failed"), { cancelled: MANUAL, otherwise: "✗ not_found" }],
  [
    "refund read: for a person",
    { type: "refund_read", refundId: "refund_1", reading: { status: "manual", reason: "payment_disputed" } },
    { cancelled: `${MANUAL} read_refund`, otherwise: "✗ not_found" },
  ],
  [
    "refund retried",
    { type: "refund_retried", refundId: "refund_1", userId: ADMIN },
    { cancelled: "✗ conflict", otherwise: "✗ not_found" },
  ],
  [
    "refund settled",
    { type: "refund_settled", refundId: "refund_1", userId: ADMIN },
    { cancelled: "✗ conflict", otherwise: "✗ not_found" },
  ],
  [
    "refund granted",
    { type: "refund_granted", refundId: "refund_2", userId: ADMIN },
    { completed: RETURNED, no_show: RETURNED, otherwise: "✗ conflict" },
  ],
  ["announce again", { type: "announce_again", position: 0 }, { otherwise: NOTHING }],
  [
    "announce again, what is not there",
    { type: "announce_again", position: 99 },
    { otherwise: "✗ not_found" },
  ],
  [
    "room made",
    { type: "room_made", room: STAND_IN, logged: false, askedAt: START },
    { otherwise: "asked: remove_room" },
  ],
  ["room seen, an earlier one", { type: "room_seen", number: 0, askedAt: START }, { otherwise: NOTHING }],
  ["room lost, an earlier one", { type: "room_lost", number: 0 }, { otherwise: NOTHING }],
  [
    "link given, to an earlier room",
    { type: "link_given", userId: MENTEE, number: 0 },
    { otherwise: NOTHING },
  ],
  [
    "room lost",
    { type: "room_lost", number: 1 },
    {
      confirmed: "stored: make_room",
      "confirmed inside 24 h": "stored: make_room",
      in_progress: "stored: make_room",
      otherwise: NOTHING,
    },
  ],
  [
    "contested",
    { type: "contested", userId: MENTOR, reason: "I was there" },
    { no_show: "stored", otherwise: "✗ conflict" },
  ],
  [
    "ruled",
    { type: "ruled", userId: ADMIN, verdict: "held" },
    { completed: "stored", no_show: "stored", otherwise: "✗ conflict" },
  ],
  ["reviewed", { type: "reviewed", userId: MENTEE }, { completed: "stored", otherwise: "✗ conflict" }],
  ["reviewed by the mentor", { type: "reviewed", userId: MENTOR }, { otherwise: "✗ not_found" }],
  [
    "room removed",
    { type: "room_removed" },
    { draft: NOTHING, cancelled: NOTHING, expired: NOTHING, otherwise: "stored" },
  ],
  [
    "joined",
    { type: "joined", userId: MENTOR, at: START },
    { draft: NOTHING, cancelled: NOTHING, expired: NOTHING, otherwise: "stored" },
  ],
  ["joined, a stranger", { type: "joined", userId: STRANGER, at: START }, { otherwise: NOTHING }],
  [
    "attendance read",
    { type: "attendance_read", joined: [MENTEE], complete: true },
    { in_progress: "stored", otherwise: NOTHING },
  ],
  [
    "mail settled",
    {
      type: "mail_settled",
      key: `mail:confirmed:${MENTEE}`,
      kind: "confirmed",
      userId: MENTEE,
      status: "accepted",
      providerId: null,
      detail: null,
    },
    { otherwise: "stored" },
  ],
  [
    "a mail sent again that was never sent",
    { type: "mail_asked_again", key: `mail:review_invitation:${MENTEE}`, again: "act_1" },
    // The story's own end has just asked for it: the same words wait to be sent anyway.
    { otherwise: "✗ not_found", completed: "✗ conflict" },
  ],
  [
    "administrators listed",
    {
      type: "administrators_listed",
      kind: "refund_failed",
      refundId: "refund_1",
      round: 1,
      userIds: [ADMIN],
    },
    { otherwise: "stored: mail" },
  ],
  [
    "a participant is erased",
    { type: "person_erased", userId: MENTEE },
    {
      completed: "stored",
      no_show: "stored",
      cancelled: "stored",
      expired: "stored",
      otherwise: "✗ conflict",
    },
  ],
  ["a stranger is erased", { type: "person_erased", userId: STRANGER }, { otherwise: "✗ not_found" }],
];

function outcome(situation: Situation | "none", command: Command): string {
  const told = situation === "none" ? null : STORIES[situation]();
  const result = decide(told?.booking ?? null, command, told?.now ?? BOOKED);
  if (!result.ok) return `✗ ${result.reason.code}`;
  const { next, effects } = result.value;
  const asked = effects.filter(isOfItsOwn).map((effect) => effect.type);
  const change = next.status === told?.status ? "stored" : next.status;
  if (asked.length === 0) return next === told?.booking ? NOTHING : change;
  return `${next === told?.booking ? "asked" : change}: ${asked.join(" ")}`;
}

describe("every command in every status", () => {
  it.each(TABLE)("%s", (_, command, { otherwise, ...special }) => {
    for (const situation of SITUATIONS) {
      expect(outcome(situation, command), situation).toBe(special[situation] ?? otherwise);
    }
    expect(outcome("none", command), "no booking yet").toBe(special.none ?? "✗ not_found");
  });

  it("leaves no command out", () => {
    const told: Record<Command["type"], true> = {
      create: true,
      take_over: true,
      withdraw: true,
      tick: true,
      cancel: true,
      checkout_opened: true,
      checkout_noticed: true,
      checkout_read: true,
      checkout_missing: true,
      refund_noticed: true,
      refund_read: true,
      refund_retried: true,
      refund_settled: true,
      refund_granted: true,
      announce_again: true,
      room_made: true,
      room_seen: true,
      room_lost: true,
      link_given: true,
      contested: true,
      ruled: true,
      reviewed: true,
      room_removed: true,
      joined: true,
      person_erased: true,
      attendance_read: true,
      mail_asked_again: true,
      mail_settled: true,
      administrators_listed: true,
    };
    expect(new Set(TABLE.map(([, command]) => command.type))).toEqual(new Set(Object.keys(told)));
  });
});

describe("each command given twice", () => {
  // Notices and lists ask the outside anew, under the same keys: they are wishes, not facts.
  const WISHES: readonly Command["type"][] = ["checkout_noticed", "administrators_listed", "room_made"];

  it.each(TABLE.filter(([, command]) => !WISHES.includes(command.type)))(
    "%s: the second changes nothing",
    (_, command) => {
      for (const situation of SITUATIONS) {
        const told = STORIES[situation]().do(command);
        const { booking } = told;
        told.do(command);
        expect(told.booking, situation).toBe(booking);
        expect(told.asked, situation).toEqual([]);
      }
    },
  );

  it.each(TABLE.filter(([, command]) => WISHES.includes(command.type)))(
    "%s: the same wish, the same keys",
    (_, command) => {
      for (const situation of SITUATIONS) {
        const told = STORIES[situation]().do(command);
        const { asked } = told;
        expect(told.do(command).asked, situation).toEqual(asked);
      }
    },
  );
});
