import { describe, expect, it } from "vitest";
import { type Effect, effectKey, mailKey } from "../../domain/effects.ts";

const EVERY_EFFECT: readonly (readonly [Effect, string])[] = [
  [{ type: "project" }, "project"],
  // Without the version: of two that wait, the newer is worth telling.
  [{ type: "tell", version: 7 }, "tell"],
  // Each entry of the timeline is an event of its own.
  [{ type: "announce", position: 3, version: 7 }, "announce:3"],
  [{ type: "list_undelivered", position: 3, attempts: 10, why: "500" }, "list_undelivered:3"],
  [{ type: "open_checkout" }, "open_checkout"],
  [{ type: "expire_checkout" }, "expire_checkout"],
  [{ type: "read_checkout" }, "read_checkout"],
  [{ type: "make_room" }, "make_room"],
  [{ type: "remove_room" }, "remove_room"],
  [{ type: "read_attendance" }, "read_attendance"],
  [{ type: "send_refund", refundId: "r1", round: 1 }, "send_refund:r1:1"],
  [{ type: "read_refund", refundId: "r1" }, "read_refund:r1"],
  [{ type: "mail", kind: "cancelled", userId: "ben", refundId: null }, "mail:cancelled:ben"],
  [{ type: "mail", kind: "refund_failed", userId: "ben", refundId: "r1" }, "mail:refund_failed:ben:r1"],
  [
    { type: "mail_administrators", kind: "refund_failed", refundId: "r1", round: 2 },
    "mail_administrators:refund_failed:r1:2",
  ],
];

describe("the key of an effect", () => {
  it.each(EVERY_EFFECT)("%o is %s", (effect, key) => expect(effectKey(effect)).toBe(key));

  it("is different for every effect there is", () => {
    expect(new Set(EVERY_EFFECT.map(([effect]) => effectKey(effect))).size).toBe(EVERY_EFFECT.length);
  });

  it("is a new one at Stripe for each round a person asks for, and for each refund", () => {
    const keys = [
      effectKey({ type: "send_refund", refundId: "r1", round: 1 }),
      effectKey({ type: "send_refund", refundId: "r1", round: 2 }),
      effectKey({ type: "send_refund", refundId: "r2", round: 1 }),
    ];
    expect(new Set(keys).size).toBe(3);
  });

  it("lets one mail of one kind reach one person, ever; about another refund it is another mail", () => {
    const mail = { kind: "refund_failed", userId: "ben", refundId: "r1" } as const;
    expect(mailKey(mail)).toBe(mailKey({ ...mail }));
    const others = [
      { ...mail, refundId: "r2" },
      { ...mail, refundId: null },
      { ...mail, userId: "ana" },
      { ...mail, kind: "payment_returned" as const },
      // Sent again by hand: nothing that is about a refund or a round can have this key.
      { ...mail, again: "act1" },
      { ...mail, refundId: null, again: "r1" },
    ];
    expect(new Set([mail, ...others].map(mailKey)).size).toBe(7);
  });
});
