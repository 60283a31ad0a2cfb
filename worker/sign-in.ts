import { emailSchema } from "../auth/email-address.ts";
import { issueCode } from "../auth/sign-in-code.ts";
import { accepted, refused } from "../domain/result.ts";
import { renderSignInMail } from "../mail/sign-in.ts";
import type { DashboardRpc, SignInRequest } from "./contract.ts";
import { checked } from "./input.ts";
import type { Service } from "./service.ts";

/**
 * Makes a sign-in code and mails it, with a link to a page that has one button (a link alone changes nothing). Whether the
 * address is known is not looked at, so the answer cannot tell.
 */
export async function requestSignIn(
  service: Service,
  request: SignInRequest,
): ReturnType<DashboardRpc["requestSignIn"]> {
  const email = checked(emailSchema, request.email);
  if (!email.ok) {
    return refused({
      code: "invalid_request",
      errors: email.reason.map(({ message }) => ({ field: "email", message })),
    });
  }
  const { APP_ORIGIN: appOrigin, SESSION_SECRET: secret } = service.settings;
  const { browserSecret, networkAddress, locale } = request;
  const wish = { email: email.value, browserSecret, networkAddress };
  const issued = await issueCode(service.primary(), secret, wish, service.now());
  if (!issued.ok) {
    service.log("sign_in_limited", {});
    return issued;
  }
  service.log("sign_in_asked", { code: issued.value.codeId });
  const { codeId, code } = issued.value;
  const search = new URLSearchParams({ id: codeId, code, ...(request.again === true && { again: "1" }) });
  const link = `${appOrigin}/sign-in/code?${search}`;
  const mail = renderSignInMail({ code, link, locale, appOrigin });
  const sent = await send(service, { to: email.value, ...mail }, codeId);
  return sent ? accepted({ codeId }) : refused({ code: "mail_unavailable" });
}

/** One code, one mail: the code's id is the key. An address that the service refuses is no news to give to whoever asked. */
async function send(
  service: Service,
  message: Parameters<Service["email"]["send"]>[0],
  codeId: string,
): Promise<boolean> {
  try {
    const sent = await service.email.send(message, `sign-in:${codeId}`);
    if (!sent.ok) service.log("sign_in_mail_refused", { code: codeId, detail: sent.reason.detail });
    return true;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ServiceUnavailable") throw error;
    service.log("sign_in_mail_failed", { code: codeId, why: error.message });
    return false;
  }
}
