const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

export const isUnsafe = (method: string): boolean => !SAFE_METHODS.includes(method.toUpperCase());

/**
 * The one check against forged requests, for the API and the pages alike (product, "Who is asking"): a cookie on an unsafe
 * method needs `Origin` equal to APP_ORIGIN or, without one, `Sec-Fetch-Site: same-origin`. Who brings neither is refused:
 * a browser always brings one. Forwarded-host headers are not looked at, since anybody can send them.
 *
 * @param appOrigin APP_ORIGIN, without a slash at its end.
 */
export function isOwnOrigin(
  request: { readonly method: string; readonly headers: Headers },
  appOrigin: string,
): boolean {
  return !isUnsafe(request.method) || isFromOwnPage(request.headers, appOrigin);
}

/** The same of what any page may open with the reader's cookie and then listen to: a WebSocket is a GET. */
export function isFromOwnPage(headers: Headers, appOrigin: string): boolean {
  const origin = headers.get("origin");
  if (origin !== null) return origin === appOrigin;
  return headers.get("sec-fetch-site") === "same-origin";
}
