import { catalogues } from "../messages/catalogues.server.ts";
import { negotiateLocale } from "../messages/locale.ts";

/** Files of ours, and nothing that acts. */
const POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A refusal that is made before Remix is asked: a page of its own, without script, in the browser's language. */
export function plainPage(
  request: Request,
  status: number,
  failure: "forbidden" | "tooMany",
  headers: Readonly<Record<string, string>> = {},
): Response {
  const locale = negotiateLocale(request.headers.get("accept-language"));
  const { title, what, safe } = catalogues[locale].failure[failure];
  const body = `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title} · Meridian</title><link rel="stylesheet" href="/plain.css"><main><h1>${title}</h1><p>${what}</p><p>${safe}</p><p><a href="/">Meridian</a></p></main></html>`;
  return new Response(body, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Language": locale,
      "Content-Security-Policy": POLICY,
      ...headers,
    },
  });
}
