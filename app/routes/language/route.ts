import { type ActionFunctionArgs, redirect } from "@remix-run/cloudflare";
import { DAY } from "../../../domain/time.ts";
import { isLocale } from "../../messages/locale.ts";
import { ownPath } from "../../security/own-path.ts";
import { readForm, seeOther } from "../../server/act.server.ts";
import { COOKIES, setOwn } from "../../server/cookies.server.ts";

export const loader = () => redirect("/");

/** For strangers; whoever is signed in has the language on the profile. */
export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const { context } = arrival;
  const lang = form.get("lang");
  const cookies = isLocale(lang)
    ? [setOwn(context.env.APP_ORIGIN, COOKIES.language, lang, context.now() + 365 * DAY)]
    : [];
  return seeOther(context, ownPath(form.get("return_to")) ?? "/", cookies);
}
