import { type ActionFunctionArgs, redirect } from "@remix-run/cloudflare";
import { setCookie } from "../../../auth/cookie.ts";
import { DAY } from "../../../domain/time.ts";
import { isLocale } from "../../messages/locale.ts";
import { ownPath } from "../../security/own-path.ts";
import { readForm, seeOther } from "../../server/act.server.ts";
import { COOKIES } from "../../server/cookies.server.ts";

export const loader = () => redirect("/");

/** For strangers; whoever is signed in has the language on the profile. */
export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const { context } = arrival;
  const lang = form.get("lang");
  const cookies = isLocale(lang)
    ? [setCookie(context.env.APP_ORIGIN, COOKIES.language, lang, context.now() + 365 * DAY)]
    : [];
  return seeOther(context, ownPath(form.get("return_to")) ?? "/", cookies);
}
