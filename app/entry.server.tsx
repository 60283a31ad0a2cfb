import type { AppLoadContext, EntryContext } from "@remix-run/cloudflare";
import { RemixServer } from "@remix-run/react";
import { renderToStringAsync } from "preact-render-to-string";
import { logBug } from "../telemetry/log.ts";
import { catalogues } from "./messages/catalogues.server.ts";
import { LanguageProvider } from "./messages/context.tsx";
import { contentSecurityPolicy } from "./security/headers.ts";
import { NonceProvider } from "./security/nonce.tsx";
import { localeOf } from "./server/visit.server.ts";

/**
 * Every page is rendered whole before it is sent: pages are small, their data is one round trip, and a failure while rendering
 * can still become an honest answer. So there is nothing to stream, and no need to guess who is a robot.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const nonce = newNonce();
  // Only Vite's own server hands styles to a page. A constant of the build would be true in any build that a test made.
  const fromVite = remix.criticalCss !== undefined;
  const locale = context.answer.locale ?? localeOf(request, null);
  const html = await renderToStringAsync(
    <NonceProvider value={nonce}>
      <LanguageProvider value={{ locale, messages: catalogues[locale] }}>
        <RemixServer context={remix} url={request.url} nonce={nonce} abortDelay={10_000} />
      </LanguageProvider>
    </NonceProvider>,
  );

  leaveAnswer(headers, context);
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Language", locale);
  headers.set(
    "Content-Security-Policy",
    contentSecurityPolicy(nonce, context.env.FORM_ACTION_ORIGINS, fromVite),
  );
  return new Response(`<!DOCTYPE html><html lang="${locale}">${html}</html>`, { headers, status });
}

/** The same page's data, asked for by its own JavaScript. */
export function handleDataRequest(
  response: Response,
  { context }: { readonly context: AppLoadContext },
): Response {
  leaveAnswer(response.headers, context);
  return response;
}

export function handleError(error: unknown, { request }: { readonly request: Request }): void {
  // What a person made wrong (a 404, a foreign post) is no failure of ours.
  if (request.signal.aborted || (error instanceof Response && error.status < 500)) return;
  if (isExpected(error)) return;
  tellFailure(request, error);
}

/** A bug, in the Worker's own form (worker/unexpected.ts): what it was, and nothing of what was asked. */
function tellFailure(request: Request, error: unknown): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const where = { request: request.headers.get("cf-ray"), method: request.method };
  logBug("page_failed", { ...where, name, message, stack });
}

const isExpected = (error: unknown): boolean => {
  const { status } = (error ?? {}) as { status?: unknown };
  return typeof status === "number" && status < 500;
};

function leaveAnswer(headers: Headers, { answer }: AppLoadContext): void {
  for (const cookie of answer.cookies) headers.append("Set-Cookie", cookie);
}

function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
}
