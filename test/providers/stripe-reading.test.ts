import { describe, expect, it } from "vitest";
import { outage, service } from "./support/service.ts";
import { paymentsAt, refundOrder, stripeWorld, value } from "./support/stripe.ts";

describe("reading", () => {
  it("a payment: succeeded, with what was captured and given back", async () => {
    const { payments, paid } = await stripeWorld();
    const intentId = await paid();
    value(await payments.createRefund(refundOrder(intentId, { money: { amount: 1_500, currency: "usd" } })));
    expect(await payments.readPayment(intentId)).toEqual({
      intentId,
      succeeded: true,
      currency: "usd",
      livemode: false,
      captured: 5_000,
      refunded: 1_500,
      disputed: false,
    });
  });

  it("a payment that was never captured: nothing to give back", async () => {
    const { payments, stripe } = await stripeWorld();
    const { id } = await stripe.paymentIntents.create({ amount: 5_000, currency: "usd" });
    expect(await payments.readPayment(id)).toMatchObject({ succeeded: false, captured: 0, refunded: 0 });
  });

  it("what is unknown or no id at all: nothing", async () => {
    const { payments } = await stripeWorld();
    expect(await payments.readPayment("pi_nothing")).toBeNull();
    expect(await payments.readPayment("../v1/charges")).toBeNull();
    expect(await payments.readRefund("re_nothing")).toBeNull();
    expect(await payments.readRefund("..")).toBeNull();
    expect(await payments.listRefunds("pi_nothing")).toEqual([]);
    expect(await payments.listRefunds("a b")).toEqual([]);
  });

  it("every refund of a payment, all pages, by whomever it was made", async () => {
    const page = (ids: string[], has_more: boolean) => ({
      status: 200,
      body: {
        object: "list",
        has_more,
        data: ids.map((id) => ({ id, status: "succeeded", amount: 1, currency: "usd", metadata: {} })),
      },
    });
    const { url, asked } = await service(page(["re_1", "re_2"], true), page(["re_3"], true), page([], false));
    const all = await paymentsAt(url).listRefunds("pi_1");
    expect(all.map(({ id, refundId }) => [id, refundId])).toEqual([
      ["re_1", null],
      ["re_2", null],
      ["re_3", null],
    ]);
    const after = asked.map(({ path }) => new URLSearchParams(path.split("?")[1]).get("starting_after"));
    expect(after).toEqual([null, "re_2", "re_3"]);
  });

  it.each(["drop_before", "429", "500"])("is an outage after %s", async (fault) => {
    const { payments, paid, arm } = await stripeWorld();
    const intentId = await paid();
    for (const read of [
      () => payments.readPayment(intentId),
      () => payments.listRefunds(intentId),
      () => payments.readRefund("re_1"),
      () => payments.readCheckout("cs_1"),
    ]) {
      await arm({ service: "stripe", fault });
      await outage(read());
    }
  });

  it("refused for another reason is an outage too: it says nothing about the booking", async () => {
    const { url } = await service({
      status: 400,
      body: { error: { type: "invalid_request_error", message: "?" } },
    });
    await outage(paymentsAt(url).readPayment("pi_1"));
    await outage(paymentsAt(url).listRefunds("pi_1"));
    await outage(paymentsAt(url).readCheckout("cs_1"));
  });

  it("an amount in a currency with two idle zeros is ours again", async () => {
    const { payments, stripe } = await stripeWorld();
    const intent = await stripe.paymentIntents.create({
      amount: 90_000,
      currency: "isk",
      payment_method: "pm_card_visa",
      allowed_payment_method_types: ["card"],
      confirm: true,
    });
    const money = { amount: 900, currency: "isk" };
    expect(await payments.readPayment(intent.id)).toMatchObject({ captured: 900, refunded: 0 });
    expect(value(await payments.createRefund(refundOrder(intent.id, { money })))).toMatchObject({
      amount: 900,
    });
    expect(await payments.readPayment(intent.id)).toMatchObject({ captured: 900, refunded: 900 });
  });
});
