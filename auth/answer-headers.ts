/** For an answer that is no page: it loads nothing, is framed nowhere and sends nothing, should a browser take it for one. */
const POLICY_OF_DATA = "default-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'";

/**
 * What every answer says, a page's and the API's alike, as far as it does not say it yet: whoever answers may have said it more
 * exactly.
 *
 * - `Referrer-Policy`: an address can be a key (a calendar's, a sign-in link's): other sites learn our origin and no more.
 *   Not `no-referrer`, under which a browser sends our own forms with `Origin: null`.
 * - `Strict-Transport-Security`: over https only, as RFC 6797 (7.2) has it. A year, as the preload lists ask.
 */
export function missingHeaders(said: Headers, requestUrl: string): readonly (readonly [string, string])[] {
  const wanted: readonly (readonly [string, string])[] = [
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
    ["Content-Security-Policy", POLICY_OF_DATA],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["Strict-Transport-Security", "max-age=31536000; includeSubDomains"],
  ];
  const secure = requestUrl.startsWith("https:");
  return wanted.filter(([name]) => !said.has(name) && (secure || name !== "Strict-Transport-Security"));
}
