import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  redirect,
} from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { browserCookieName, setCookie } from "../../../auth/cookie.ts";
import { DAY, MINUTE, SECOND } from "../../../domain/time.ts";
import { Field } from "../../components/field.tsx";
import { useMessages } from "../../messages/context.tsx";
import { ownPath } from "../../security/own-path.ts";
import { readForm, seeOther } from "../../server/act.server.ts";
import { localeOf, noQuestions, openPage } from "../../server/visit.server.ts";
import { browserSecretOf } from "./browser-secret.server.ts";

export async function loader(arrival: LoaderFunctionArgs) {
  const { visit } = await openPage(arrival, noQuestions);
  const returnTo = ownPath(new URL(arrival.request.url).searchParams.get("return_to"));
  if (visit.viewer !== null) throw redirect(returnTo ?? "/sessions");
  return { frame: visit.frame, title: visit.t.signIn.title, returnTo };
}

type SignInAnswer =
  | { readonly problem: "email"; readonly email: string }
  | { readonly problem: "limited"; readonly minutes: number }
  | { readonly problem: "mail" };

export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const { request, context } = arrival;
  const { APP_ORIGIN, DASHBOARD_SERVICE } = context.env;
  const email = (form.get("email") ?? "").trim();
  const browserSecret = browserSecretOf(request.headers, APP_ORIGIN);
  const answer = await DASHBOARD_SERVICE.requestSignIn({
    email,
    browserSecret,
    networkAddress: request.headers.get("cf-connecting-ip") ?? "unknown",
    locale: localeOf(request, null),
  });
  if (!answer.ok) return refused(answer.reason, email);
  const search = new URLSearchParams({ id: answer.value.codeId });
  const returnTo = ownPath(form.get("return_to"));
  if (returnTo !== null) search.set("return_to", returnTo);
  return seeOther(context, `/sign-in/code?${search}`, [
    setCookie(APP_ORIGIN, browserCookieName(APP_ORIGIN), browserSecret, context.now() + DAY),
  ]);
}

function refused(
  reason: { readonly code: string; readonly retryAfterSeconds?: number },
  email: string,
): ReturnType<typeof data<SignInAnswer>> {
  if (reason.code === "rate_limited") {
    const seconds = reason.retryAfterSeconds ?? 60;
    const minutes = Math.max(1, Math.ceil((seconds * SECOND) / MINUTE));
    return data<SignInAnswer>(
      { problem: "limited", minutes },
      { status: 429, headers: { "Retry-After": String(seconds) } },
    );
  }
  if (reason.code === "mail_unavailable") return data<SignInAnswer>({ problem: "mail" }, { status: 503 });
  return data<SignInAnswer>({ problem: "email", email }, { status: 400 });
}

/** Without it Remix drops what the action says: a 429 says how long to wait. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export default function SignIn() {
  const t = useMessages();
  const { returnTo } = useLoaderData<typeof loader>();
  const answer = useActionData<SignInAnswer>();
  const busy = useNavigation().state !== "idle";
  return (
    <div className="wide narrow page">
      <h1>{t.signIn.title}</h1>
      <p className="lead">{t.signIn.what}</p>
      <Form method="post" className="form">
        {returnTo !== null && <input type="hidden" name="return_to" value={returnTo} />}
        <Field id="email" label={t.signIn.email} error={problemWords(answer, t)}>
          {(described) => (
            <input
              {...described}
              type="email"
              name="email"
              autoComplete="email"
              inputMode="email"
              required
              maxLength={254}
              defaultValue={answer?.problem === "email" ? answer.email : ""}
            />
          )}
        </Field>
        <button type="submit" className="button button-primary" aria-disabled={busy}>
          {t.signIn.send}
        </button>
      </Form>
      <p className="soft">{t.signIn.note}</p>
    </div>
  );
}

function problemWords(answer: SignInAnswer | undefined, t: ReturnType<typeof useMessages>): string | null {
  switch (answer?.problem) {
    case undefined:
      return null;
    case "email":
      return t.signIn.badEmail;
    case "limited":
      return t.signIn.limited(answer.minutes);
    case "mail":
      return t.signIn.mailDown;
  }
}
