/** Why a camera or a microphone is not there. */
export type Problem = "refused" | "system" | "none" | "busy" | "failed" | "unsupported";

/**
 * What `getUserMedia` means by its rejection (W3C, "Media Capture and Streams", 10.2): the names are the standard's. Chromium
 * tells a refusal by the operating system in the message only.
 */
export function problemOf(error: unknown): Problem {
  const { name, message } = (error ?? {}) as { readonly name?: unknown; readonly message?: unknown };
  switch (name) {
    case "NotAllowedError":
      return /by system/i.test(String(message)) ? "system" : "refused";
    case "NotFoundError":
    case "OverconstrainedError":
      return "none";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    case "SecurityError":
    case "TypeError":
      return "unsupported";
    default:
      return "failed";
  }
}

export type BrowserName = "chrome" | "edge" | "firefox" | "safari" | "ios" | "android";

/** Whose settings are to be explained; all of them stand on the page, so a wrong guess only opens another one first. */
export function browserOf({
  userAgent,
  maxTouchPoints,
}: Pick<Navigator, "userAgent" | "maxTouchPoints">): BrowserName {
  // An iPad says that it is a Mac; no Mac has a screen to touch.
  if (/iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return "ios";
  if (/Android/.test(userAgent)) return "android";
  if (/Firefox\//.test(userAgent)) return "firefox";
  if (/Edg\//.test(userAgent)) return "edge";
  return /Chrome\//.test(userAgent) ? "chrome" : "safari";
}
