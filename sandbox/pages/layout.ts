import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dbe2, #3a3f4b); --soft: light-dark(#5b6270, #a5adbb);
  --page: light-dark(#f5f6f8, #14161a); --card: light-dark(#fff, #1d2026); --ink: light-dark(#171a21, #eceef2);
  --accent: light-dark(#4338ca, #a5b4fc); --on-accent: light-dark(#fff, #14161a); --bad: light-dark(#b42318, #fda29b); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; }
header strong { margin-right: auto; }
main.narrow { max-width: 28rem; }
a { color: var(--accent); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
section, .card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin-bottom: 1rem; }
button, .button { display: inline-block; min-height: 2.75rem; padding: .5rem 1rem; border: 1px solid var(--accent); border-radius: .5rem;
  background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; text-decoration: none; }
button.quiet { background: transparent; color: var(--accent); }
button.wide { width: 100%; margin-top: .75rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.amount { font-size: 2rem; font-weight: 700; margin: 0; }
.soft { color: var(--soft); }
.bad { color: var(--bad); font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
ul.mails { list-style: none; padding: 0; margin: 0; }
ul.mails li { border-bottom: 1px solid var(--line); padding: .6rem 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font-size: .875rem; }
iframe { width: 100%; height: 32rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; color-scheme: light; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; overflow-wrap: anywhere; }
dd { margin: 0; }
`;

/** One page for people. Whatever is interpolated is escaped by `html`. */
export function page(title: string, content: Html, narrow = false): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Meridian sandbox</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body>
<header><strong>Sandbox: nothing here is real</strong><a href="/">Start</a><a href="/inbox">Inbox</a><a href="/ledger">Ledger</a></header>
<main class="${narrow ? "narrow" : ""}">${content}</main>
</body>
</html>`;
}

/**
 * No request leaves a page, and mails in their frame inherit that; the inline script of the video room is ours.
 * `form-action` is left open: paying leads back to the app.
 */
export const PAGE_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; connect-src 'self'; frame-src 'self'; base-uri 'self'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};
