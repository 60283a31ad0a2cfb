import { Hono } from "hono";
import { html } from "hono/html";
import type { Env, Sandbox } from "../context.ts";
import { allRooms } from "../daily/rooms.ts";
import { formatMoney } from "../stripe/money.ts";
import { KIND, type PaymentIntent, type Refund } from "../stripe/objects.ts";
import { allMeetings } from "../whereby/meetings.ts";
import { jitsiRooms } from "./jitsi.ts";
import { type Html, PAGE_HEADERS, page } from "./layout.ts";

/** How much of a long log a person wants to see. */
const LINES = 200;

interface DeliveryRow {
  service: string;
  type: string;
  status: string;
  attempts: number;
  last_error: string | null;
}

/** What really happened at the services, for people and for tests. */
export function ledgerPages(sandbox: Sandbox): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/ledger.json", (c) => {
    sandbox.advance();
    return c.json({ ...money(sandbox), rooms: rooms(sandbox), requests: sandbox.state.requests() });
  });
  app.get("/ledger", (c) => {
    sandbox.advance();
    return c.html(shown(sandbox), 200, PAGE_HEADERS);
  });
  return app;
}

/** Each in its own service's form. */
const rooms = (sandbox: Sandbox): object[] => [
  ...allRooms(sandbox),
  ...allMeetings(sandbox),
  ...jitsiRooms(sandbox),
];

function money(sandbox: Sandbox): { payment_intents: PaymentIntent[]; refunds: Refund[] } {
  return {
    payment_intents: sandbox.state.list<PaymentIntent>(KIND.paymentIntent).map(({ body }) => body),
    refunds: sandbox.state.list<Refund>(KIND.refund).map(({ body }) => body),
  };
}

function shown(sandbox: Sandbox): Html {
  const { payment_intents, refunds } = money(sandbox);
  const when = (created: number): string => new Date(created * 1000).toISOString();
  const sql = "select service, type, status, attempts, last_error from deliveries order by seq desc limit ?";
  const deliveries = sandbox.state.rows<DeliveryRow>(sql, LINES);
  return page(
    "Ledger",
    html`<h1>Ledger</h1>
${table(
  "Payments",
  ["Id", "Amount", "Status", "Made"],
  payment_intents.map((p) => [p.id, formatMoney(p.amount, p.currency), p.status, when(p.created)]),
)}
${table(
  "Refunds",
  ["Id", "Of", "Amount", "Status", "Made"],
  refunds.map((r) => [r.id, r.payment_intent, formatMoney(r.amount, r.currency), r.status, when(r.created)]),
)}
${table(
  "Rooms",
  ["Name", "Privacy", "Made"],
  allRooms(sandbox).map((r) => [r.name, r.privacy, r.created_at]),
)}
${table(
  "Rooms at Whereby",
  ["Id", "Name", "Ends"],
  allMeetings(sandbox).map((m) => [String(m["meetingId"]), String(m["roomName"]), String(m["endDate"])]),
)}
${table(
  "Rooms at Jitsi",
  ["Name", "Who was there"],
  jitsiRooms(sandbox).map((r) => [r.room, r.participants.join(", ")]),
)}
${table(
  "Webhooks",
  ["Service", "Event", "Status", "Attempts", "Last error"],
  deliveries.reverse().map((d) => [d.service, d.type, d.status, String(d.attempts), d.last_error ?? ""]),
)}
${table(
  "Requests",
  ["At", "Service", "Request", "Status", "Key", "Fault"],
  sandbox.state
    .requests()
    .map((r) => [
      r.at,
      r.service,
      `${r.method} ${r.path}`,
      String(r.status ?? "none"),
      r.idempotency_key ?? "",
      r.fault ?? "",
    ]),
)}`,
  );
}

/** Newest first, cut to what one reads. */
function table(title: string, heads: string[], rows: string[][]): Html {
  const lines = rows.slice(-LINES).reverse();
  const body = lines.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`);
  const empty = html`<p class="soft">None yet.</p>`;
  const full = html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${body}</tbody></table></div>`;
  return html`<h2>${title} (${rows.length})</h2><section>${rows.length === 0 ? empty : full}</section>`;
}
