import { Hono } from "hono";
import { html, raw } from "hono/html";
import type { Env, Sandbox } from "../context.ts";
import { addressOf, findEmail, listEmails, type StoredEmail } from "../resend/emails.ts";
import { asMime } from "../resend/mime.ts";
import { type Html, PAGE_HEADERS, page } from "./layout.ts";

/** What `GET /inbox.json` tells of a mail, for one of its recipients. */
interface Received {
  to: string;
  subject: string;
  html: string | null;
  text: string | null;
  attachments: { filename: string; content_type: string; content: string }[];
  received_at: string;
  id: string;
  from: string;
  headers: Record<string, string>;
}

/** Every mailbox at once, for people and for tests. */
export function inboxPages(sandbox: Sandbox): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/inbox.json", (c) => {
    const to = c.req.query("to");
    const wanted = to === undefined || to === "" ? null : addressOf(to).toLowerCase();
    const mails = listEmails(sandbox, to).flatMap(received);
    return c.json(mails.filter((mail) => wanted === null || mail.to.toLowerCase() === wanted));
  });
  app.get("/inbox", (c) =>
    c.html(list(listEmails(sandbox, c.req.query("to")), c.req.query("to")), 200, PAGE_HEADERS),
  );
  app.get("/inbox/:id{[^/]+\\.eml}", async (c) => {
    const mail = findEmail(sandbox, c.req.param("id").replace(/\.eml$/, ""));
    if (mail === null) return c.text("There is no such mail.", 404);
    return c.body(await asMime(mail), 200, { "Content-Type": "message/rfc822" });
  });
  app.get("/inbox/:id", (c) => {
    const mail = findEmail(sandbox, c.req.param("id"));
    if (mail === null)
      return c.html(page("No such mail", html`<h1>There is no such mail</h1>`), 404, PAGE_HEADERS);
    return c.html(single(mail), 200, PAGE_HEADERS);
  });
  return app;
}

/** One entry a recipient. What bounced or was suppressed reached nobody, so it is in no inbox. */
function received(mail: StoredEmail): Received[] {
  const { email, attachments, headers } = mail;
  if (email.last_event !== "delivered") return [];
  return [...email.to, ...email.cc, ...email.bcc].map((recipient) => ({
    to: addressOf(recipient),
    subject: email.subject,
    html: email.html,
    text: email.text,
    attachments,
    received_at: email.created_at,
    id: email.id,
    from: email.from,
    headers,
  }));
}

function list(mails: StoredEmail[], to: string | undefined): Html {
  const newestFirst = [...mails].reverse();
  const rows = newestFirst.map(
    ({
      email,
    }) => html`<li><a href="/inbox/${email.id}">${email.subject === "" ? "(no subject)" : email.subject}</a><br>
<span class="soft">to ${email.to.join(", ")} · ${email.created_at}${email.last_event === "delivered" ? "" : html` · <span class="bad">${email.last_event}</span>`}</span></li>`,
  );
  const empty = html`<p class="soft">No mail yet.</p>`;
  return page(
    "Inbox",
    html`<h1>Inbox${to === undefined || to === "" ? "" : ` of ${to}`}</h1>
<section>${rows.length === 0 ? empty : html`<ul class="mails">${rows}</ul>`}</section>`,
  );
}

function single(mail: StoredEmail): Html {
  const { email, attachments, headers } = mail;
  // The frame runs nothing; links open a tab of their own, which is how people follow the link of a sign-in mail.
  const framed = `<base target="_blank">${email.html ?? ""}`;
  const frame = html`<h2>HTML</h2><iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${framed}"></iframe>`;
  const text = html`<h2>Text</h2><section><pre>${email.text ?? ""}</pre></section>`;
  const files = attachments.map(
    ({
      content,
      content_type,
      filename,
    }) => html`<li><a download="${filename}" href="data:application/octet-stream;base64,${content}">${filename}</a>
<span class="soft">${content_type}</span>${content_type.startsWith("text/") ? html`<pre>${Buffer.from(content, "base64").toString("utf8")}</pre>` : ""}</li>`,
  );
  const extra = Object.entries(headers).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`);
  return page(
    email.subject,
    html`<h1>${email.subject}</h1>
<section><dl><dt>From</dt><dd>${email.from}</dd><dt>To</dt><dd>${email.to.join(", ")}</dd>
<dt>Received</dt><dd>${email.created_at} (${email.last_event})</dd>${extra}</dl>
<p><a href="/inbox/${email.id}.eml">As a file for a mail program</a></p></section>
${email.html === null ? raw("") : frame}
${email.text === null ? raw("") : text}
${files.length === 0 ? raw("") : html`<h2>Attachments</h2><section><ul class="mails">${files}</ul></section>`}`,
  );
}
