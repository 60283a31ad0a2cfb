import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Notice } from "../../components/notice.tsx";
import { deskWords, useDeskWords } from "../../desk/words/words.ts";
import { useMessages } from "../../messages/context.tsx";
import { ownPath } from "../../security/own-path.ts";
import { actor, readForm } from "../../server/act.server.ts";
import { noQuestions, ownPage } from "../../server/visit.server.ts";
import { type AskAnswer, askProblemWords } from "../sign-in/ask-answer.ts";
import { askForCode } from "../sign-in/ask-code.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

/** Before an administrator's weighty act (auth/confirmed.ts): a code to their own address, which signs this browser in anew. */
export async function loader(arrival: LoaderFunctionArgs) {
  const { visit } = await ownPage(arrival, noQuestions);
  return {
    frame: visit.frame,
    title: deskWords[visit.locale].confirm.title,
    email: visit.viewer.email,
    returnTo: ownPath(new URL(arrival.request.url).searchParams.get("return_to")),
  };
}

/** The address is the account's, whatever the form says. */
export async function action(arrival: ActionFunctionArgs) {
  const form = await readForm(arrival);
  const { viewer } = await actor(arrival, noQuestions);
  const returnTo = ownPath(form.get("return_to"));
  return askForCode(arrival, { email: viewer.email, returnTo, again: true });
}

/** Without it Remix drops what the action says: a 429 says how long to wait. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export default function Confirm() {
  const t = useMessages();
  const { confirm } = useDeskWords();
  const { email, returnTo } = useLoaderData<typeof loader>();
  const problem = askProblemWords(useActionData<AskAnswer>(), t);
  const busy = useNavigation().state !== "idle";
  return (
    <div className="wide narrow page">
      <h1>{confirm.title}</h1>
      {problem !== null && <Notice tone="warning">{problem}</Notice>}
      <p className="lead">{confirm.what(email)}</p>
      <Form method="post" className="form">
        {returnTo !== null && <input type="hidden" name="return_to" value={returnTo} />}
        <button type="submit" className="button button-primary" aria-disabled={busy}>
          {t.signIn.send}
        </button>
      </Form>
      <p className="soft">{t.signIn.note}</p>
    </div>
  );
}
