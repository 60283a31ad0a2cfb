import { Hono } from "hono";
import { html } from "hono/html";
import type { Env, Sandbox } from "../context.ts";
import { faultRequest } from "../faults.ts";
import { PAGE_HEADERS, page } from "./layout.ts";

/** The start page, and the switches for tests. */
export function controlPages(sandbox: Sandbox): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/", (c) => {
    const content = html`<h1>The outside services, locally</h1>
<section><p>This program speaks the wire formats of Stripe, Daily, Whereby, Jitsi and Resend, so that Meridian runs without them.</p>
<ul><li><a href="/inbox">Inbox</a>: every mail that was sent</li>
<li><a href="/ledger">Ledger</a>: payments, refunds, rooms, webhooks, requests</li></ul></section>
<section><dl><dt>Stripe</dt><dd><code>${sandbox.url()}</code></dd><dt>Daily</dt><dd><code>${sandbox.url()}/daily/v1</code></dd>
<dt>Whereby</dt><dd><code>${sandbox.url()}/whereby/v1</code></dd><dt>Resend</dt><dd><code>${sandbox.url()}/resend</code></dd><dt>Webhooks go to</dt><dd><code>${sandbox.options.appOrigin}</code></dd></dl></section>
<p class="soft">For tests: <a href="/inbox.json">/inbox.json?to=</a>, <a href="/ledger.json">/ledger.json</a>, <a href="/faults">/faults</a>.</p>`;
    return c.html(page("Start", content), 200, PAGE_HEADERS);
  });
  app.get("/faults", (c) => c.json({ data: sandbox.faults.list() }));
  app.delete("/faults", (c) => {
    sandbox.faults.clear();
    return c.json({ data: [] });
  });
  app.post("/faults", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const parsed = faultRequest.safeParse(body);
    if (!parsed.success) {
      const errors = parsed.error.issues.map(({ message, path }) => ({ field: path.join("."), message }));
      const [first] = errors;
      return c.json({ error: `${first?.field || "body"}: ${first?.message}`, errors }, 400);
    }
    return c.json(sandbox.faults.arm(parsed.data), 201);
  });
  return app;
}
