import {
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
  redirect,
} from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Field } from "../../components/field.tsx";
import { useMessages } from "../../messages/context.tsx";
import { ownPath } from "../../security/own-path.ts";
import { readForm } from "../../server/act.server.ts";
import { noQuestions, openPage } from "../../server/visit.server.ts";
import { type AskAnswer, askProblemWords } from "./ask-answer.ts";
import { askForCode } from "./ask-code.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

export async function loader(arrival: LoaderFunctionArgs) {
  const { visit } = await openPage(arrival, noQuestions);
  const returnTo = ownPath(new URL(arrival.request.url).searchParams.get("return_to"));
  if (visit.viewer !== null) throw redirect(returnTo ?? "/sessions");
  return { frame: visit.frame, title: visit.t.signIn.title, returnTo };
}

export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const email = (form.get("email") ?? "").trim();
  return askForCode(arrival, { email, returnTo: ownPath(form.get("return_to")), again: false });
}

/** Without it Remix drops what the action says: a 429 says how long to wait. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export default function SignIn() {
  const t = useMessages();
  const { returnTo } = useLoaderData<typeof loader>();
  const answer = useActionData<AskAnswer>();
  const busy = useNavigation().state !== "idle";
  return (
    <div className="wide narrow page">
      <h1>{t.signIn.title}</h1>
      <p className="lead">{t.signIn.what}</p>
      <Form method="post" className="form">
        {returnTo !== null && <input type="hidden" name="return_to" value={returnTo} />}
        <Field id="email" label={t.signIn.email} error={askProblemWords(answer, t)}>
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
