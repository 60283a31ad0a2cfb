import { data } from "@remix-run/cloudflare";
import { browserCookieName, setCookie } from "../../../auth/cookie.ts";
import { DAY, MINUTE, SECOND } from "../../../domain/time.ts";
import { seeOther } from "../../server/act.server.ts";
import { wayBackCookie } from "../../server/cookies.server.ts";
import { type Arrival, localeOf } from "../../server/visit.server.ts";
import type { AskAnswer } from "./ask-answer.ts";
import { browserSecretOf } from "./browser-secret.server.ts";

/**
 * Has a code mailed, and leads to where it is typed.
 * @param again whoever asks is signed in, and confirms that it is them.
 */
export async function askForCode(
  { request, context }: Arrival,
  {
    email,
    returnTo,
    again,
  }: { readonly email: string; readonly returnTo: string | null; readonly again: boolean },
) {
  const { APP_ORIGIN, DASHBOARD_SERVICE } = context.env;
  const browserSecret = browserSecretOf(request.headers, APP_ORIGIN);
  const answer = await DASHBOARD_SERVICE.requestSignIn({
    email,
    browserSecret,
    networkAddress: request.headers.get("cf-connecting-ip") ?? "unknown",
    locale: context.answer.locale ?? localeOf(request, null),
    again,
  });
  if (!answer.ok) return refused(answer.reason, email);
  const search = new URLSearchParams({ id: answer.value.codeId, ...(again && { again: "1" }) });
  return seeOther(context, `/sign-in/code?${search}`, [
    setCookie(APP_ORIGIN, browserCookieName(APP_ORIGIN), browserSecret, context.now() + DAY),
    wayBackCookie(APP_ORIGIN, returnTo, context.now()),
  ]);
}

function refused(
  reason: { readonly code: string; readonly retryAfterSeconds?: number },
  email: string,
): ReturnType<typeof data<AskAnswer>> {
  if (reason.code === "rate_limited") {
    const seconds = reason.retryAfterSeconds ?? 60;
    const minutes = Math.max(1, Math.ceil((seconds * SECOND) / MINUTE));
    return data<AskAnswer>(
      { problem: "limited", minutes },
      { status: 429, headers: { "Retry-After": String(seconds) } },
    );
  }
  if (reason.code === "mail_unavailable") return data<AskAnswer>({ problem: "mail" }, { status: 503 });
  return data<AskAnswer>({ problem: "email", email }, { status: 400 });
}
