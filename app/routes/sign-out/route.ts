import { type ActionFunctionArgs, redirect } from "@remix-run/cloudflare";
import { readCookie, sessionCookieName } from "../../../auth/cookie.ts";
import { readForm } from "../../server/act.server.ts";
import { signedOut } from "../../server/sign-out.server.ts";

export const loader = () => redirect("/");

export async function action(arrival: ActionFunctionArgs) {
  await readForm(arrival);
  const { request, context } = arrival;
  const { APP_ORIGIN, DASHBOARD_SERVICE } = context.env;
  const token = readCookie(request.headers, sessionCookieName(APP_ORIGIN));
  if (token !== null) await DASHBOARD_SERVICE.signOut(token);
  return signedOut(context);
}
