import { isOwnOrigin } from "../../auth/origin.ts";
import { catalogues } from "../messages/catalogues.server.ts";
import { negotiateLocale } from "../messages/locale.ts";
import { contentSecurityPolicy, secure } from "./headers.ts";

/**
 * The answer to a form that was sent from a foreign page; null for every other request. Asked before Remix is: its own check,
 * which knows only hosts, answers such a post with a bare 500 (and reads a broken `Origin` as its own failure).
 */
export function refuseForeign(request: Request, env: unknown): Response | null {
  const { APP_ORIGIN } = env as { readonly APP_ORIGIN: string };
  if (isOwnOrigin(request, APP_ORIGIN)) return null;
  const locale = negotiateLocale(request.headers.get("accept-language"));
  const { title, what, safe } = catalogues[locale].failure.forbidden;
  const headers = new Headers({ "Content-Type": "text/html; charset=utf-8" });
  secure(headers);
  headers.set("Content-Security-Policy", contentSecurityPolicy("none", undefined, false));
  const body = `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title><h1>${title}</h1><p>${what}</p><p>${safe}</p><p><a href="/">Meridian</a></p></html>`;
  return new Response(body, { status: 403, headers });
}
