import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { readCookie, sessionCookieName, setCookie } from "../../../auth/cookie.ts";
import { isId } from "../../../domain/ids.ts";
import { Field } from "../../components/field.tsx";
import { useMessages } from "../../messages/context.tsx";
import { readForm, seeOther } from "../../server/act.server.ts";
import { readWayBack, readZoneCookies, wayBackCookie } from "../../server/cookies.server.ts";
import { localeOf, noQuestions, openPage } from "../../server/visit.server.ts";
import { firstZone } from "../../time/zone.ts";
import { knownBrowserSecret } from "../sign-in/browser-secret.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

/** Reached after asking, or by the mail's link, which brings the code along. Reading this page changes nothing. */
export async function loader(arrival: LoaderFunctionArgs) {
  const { visit } = await openPage(arrival, noQuestions);
  const search = new URL(arrival.request.url).searchParams;
  // Whoever confirms that it is them is signed in, and stays on this page all the same.
  const again = search.has("again");
  if (visit.viewer !== null && !again) throw redirect(readWayBack(arrival.request.headers));
  const id = search.get("id");
  if (id === null || !isId(id)) throw redirect("/sign-in");
  return {
    frame: visit.frame,
    title: visit.t.signIn.codeTitle,
    id,
    code: readCode(search.get("code")),
    again,
    askedHere: knownBrowserSecret(arrival.request.headers, arrival.context.env.APP_ORIGIN) !== null,
  };
}

type CodeAnswer = { readonly problem: "wrong_code" | "code_ended" | "other_browser" };

/** "123 456" is what people type from a phone. */
function readCode(text: string | null): string | null {
  const digits = (text ?? "").replace(/[\s-]/g, "");
  return /^\d{6}$/.test(digits) ? digits : null;
}

export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const { request, context } = arrival;
  const { APP_ORIGIN, DASHBOARD_SERVICE } = context.env;
  const browserSecret = knownBrowserSecret(request.headers, APP_ORIGIN);
  if (browserSecret === null) return problem("other_browser");
  const codeId = form.get("id") ?? "";
  const code = readCode(form.get("code"));
  if (code === null || !isId(codeId)) return problem("wrong_code");
  const answer = await DASHBOARD_SERVICE.redeemSignIn({
    codeId,
    code,
    browserSecret,
    locale: localeOf(request, null),
    timezone: firstZone(readZoneCookies(request.headers).browser, context.connectionZone),
    replaces: readCookie(request.headers, sessionCookieName(APP_ORIGIN)),
  });
  if (!answer.ok) return problem(answer.reason.code);
  const { token, expiresAt } = answer.value;
  return seeOther(context, readWayBack(request.headers), [
    setCookie(APP_ORIGIN, sessionCookieName(APP_ORIGIN), token, expiresAt),
    wayBackCookie(APP_ORIGIN, null, context.now()),
  ]);
}

const problem = (what: CodeAnswer["problem"]) => data<CodeAnswer>({ problem: what }, { status: 400 });

export default function SignInCode() {
  const t = useMessages();
  const { id, code, again, askedHere } = useLoaderData<typeof loader>();
  const answer = useActionData<CodeAnswer>();
  const busy = useNavigation().state !== "idle";
  const path = `/sign-in/code?${new URLSearchParams({ id, ...(again && { again: "1" }) })}`;
  const elsewhere = !askedHere || answer?.problem === "other_browser";
  if (elsewhere) return <Elsewhere />;
  return (
    <div className="wide narrow page">
      <h1>{code === null ? t.signIn.codeTitle : t.signIn.linkTitle}</h1>
      <p className="lead">{code === null ? t.signIn.codeWhat : t.signIn.linkWhat}</p>
      <Form method="post" action={path} className="form" reloadDocument>
        <input type="hidden" name="id" value={id} />
        {code !== null && answer === undefined ? (
          <input type="hidden" name="code" value={code} />
        ) : (
          <Field id="code" label={t.signIn.code} error={answer && t.signIn.codeProblem[answer.problem]}>
            {(described) => (
              <input
                {...described}
                className="code-input"
                name="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                pattern="[0-9 \-]{6,9}"
                maxLength={9}
                required
              />
            )}
          </Field>
        )}
        <button type="submit" className="button button-primary" aria-disabled={busy}>
          {t.signIn.enter}
        </button>
      </Form>
      <p className="soft">
        {t.signIn.noMail} <Link to="/sign-in">{t.signIn.newCode}</Link>
      </p>
    </div>
  );
}

/** A code works in the browser that asked for it: a mail that is read, or stolen, elsewhere opens nothing. */
function Elsewhere() {
  const t = useMessages();
  return (
    <div className="wide narrow page">
      <h1>{t.signIn.elsewhere}</h1>
      <p className="lead">{t.signIn.elsewhereWhat}</p>
      <div className="actions">
        <Link to="/sign-in" className="button button-primary">
          {t.signIn.newCode}
        </Link>
      </div>
    </div>
  );
}
