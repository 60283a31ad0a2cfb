import { Hono } from "hono";
import { html } from "hono/html";
import type { Env, Sandbox } from "../context.ts";
import { payCheckout, sessionForPage } from "../stripe/checkout-payment.ts";
import { formatMoney } from "../stripe/money.ts";
import type { CheckoutSession, LineItem } from "../stripe/objects.ts";
import { type Html, PAGE_HEADERS, page } from "./layout.ts";

const PAYS = "pm_card_visa";
/** What the page offers besides paying; a POST may name any of them as `payment_method`, and an empty one pays. */
const METHODS: Record<string, string> = {
  [PAYS]: "Pay",
  pm_card_chargeDeclined: "Try a card that is declined",
  pm_card_createDispute: "Pay, then dispute the charge",
  pm_card_refundFail: "Pay with a card whose refunds fail",
  pm_card_pendingRefund: "Pay with a card whose refunds take a while",
};

/** Stripe's hosted checkout page. */
export function checkoutPages(sandbox: Sandbox): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/checkout/:id", (c) => {
    sandbox.advance();
    const found = sessionForPage(sandbox, c.req.param("id"));
    if (found === null) return c.html(missing(), 404, PAGE_HEADERS);
    return c.html(shown(found.session, found.items, null), 200, PAGE_HEADERS);
  });
  app.post("/checkout/:id", async (c) => {
    sandbox.advance();
    const id = c.req.param("id");
    const method = new URLSearchParams(await c.req.text()).get("payment_method") ?? PAYS;
    if (!Object.hasOwn(METHODS, method)) return c.text(`Unknown payment_method: ${method}`, 400);
    const paid = payCheckout(sandbox, id, method);
    const found = sessionForPage(sandbox, id);
    if (paid === null || found === null) return c.html(missing(), 404, PAGE_HEADERS);
    switch (paid.outcome) {
      case "paid":
        return c.redirect(paid.redirectTo, 303);
      case "declined":
        return c.html(shown(found.session, found.items, paid.message), 402, PAGE_HEADERS);
      case "expired":
        return c.html(shown(found.session, found.items, null), 400, PAGE_HEADERS);
    }
  });
  return app;
}

function missing(): Html {
  return page("No such checkout", html`<h1>There is no such checkout session</h1>`, true);
}

function shown(session: CheckoutSession, items: LineItem[], error: string | null): Html {
  if (session.status === "expired") {
    return page(
      "Expired",
      html`<h1>This checkout has expired</h1><p>Nothing was charged.</p>${backLink(session)}`,
      true,
    );
  }
  if (session.status === "complete") {
    const onward = (session.success_url ?? "/").replaceAll("{CHECKOUT_SESSION_ID}", session.id);
    const done = html`<h1>This is already paid</h1><p><a href="${onward}">Continue</a></p>`;
    return page("Paid", done, true);
  }
  const [, ...others] = Object.entries(METHODS);
  return page(
    "Checkout",
    html`<section>
<h1>${items.map((item) => item.description).join(", ")}</h1>
<p class="amount">${formatMoney(session.amount_total, session.currency)}</p>
<p class="soft">${session.customer_email ?? "no email"} · test card ending in 4242</p>
${error === null ? "" : html`<p class="bad" role="alert">${error}</p>`}
<form method="post">
<button class="wide" name="payment_method" value="${PAYS}">Pay ${formatMoney(session.amount_total, session.currency)}</button>
<p class="soft">Or see what happens when you:</p>
${others.map(([value, label]) => html`<button class="wide quiet" name="payment_method" value="${value}">${label}</button>`)}
</form>
</section>
${backLink(session)}
<p class="soft">Expires <time>${new Date(session.expires_at * 1000).toISOString()}</time></p>`,
    true,
  );
}

function backLink(session: CheckoutSession): Html {
  return session.cancel_url === null
    ? html``
    : html`<p><a href="${session.cancel_url}">Back without paying</a></p>`;
}
