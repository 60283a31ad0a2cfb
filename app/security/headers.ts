import { missingHeaders } from "../../auth/answer-headers.ts";

const CHECKOUT_AND_VIDEO = "https://checkout.stripe.com https://*.daily.co";

/** An origin, perhaps with a `*.` before its host: nothing that could end the directive and begin another. */
const ORIGIN = /^https?:\/\/(\*\.)?[A-Za-z0-9.-]+(:\d+)?$/;

/**
 * `form-action` lists where a form's answer may redirect to (paying, joining): Chromium checks that, too.
 * @param formActionOrigins FORM_ACTION_ORIGINS; without it the real services'.
 */
export function contentSecurityPolicy(
  nonce: string,
  formActionOrigins: string | undefined,
  development: boolean,
): string {
  const outside = (formActionOrigins || CHECKOUT_AND_VIDEO).split(/\s+/).filter((text) => ORIGIN.test(text));
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    `form-action 'self' ${outside.join(" ")}`,
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    // Named, or it would be `script-src`, whose nonce no worker can carry.
    "worker-src 'self'",
  ].join("; ");
}

/** Of the page that is kept for the time without a network (app/routes/offline): files of ours, and a question whether we can be reached. */
export const policyOfCopy = (): string =>
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const OTHERS_FORBIDDEN = "geolocation=(), payment=()";

/**
 * For the one page that tests camera and microphone; a call is a page of the video service, under its own policy. A browser
 * decides when it loads a page, so who goes there from another of our pages loads it anew.
 */
export const CAMERA_ALLOWED = `camera=(self), microphone=(self), ${OTHERS_FORBIDDEN}`;

/** What every answer of the dashboard says, a redirect and a file included; a page that sets a policy of its own keeps it. */
export function secure(headers: Headers, requestUrl: string): void {
  for (const [name, value] of missingHeaders(headers, requestUrl)) headers.set(name, value);
  if (!headers.has("Permissions-Policy")) {
    headers.set("Permissions-Policy", `camera=(), microphone=(), ${OTHERS_FORBIDDEN}`);
  }
  headers.set("Cross-Origin-Opener-Policy", "same-origin-allow-popups");
  // Every page says who is signed in: nobody else's cache may keep it.
  headers.set("Cache-Control", "private, no-store");
  headers.append("Vary", "Cookie, Accept-Language");
}
