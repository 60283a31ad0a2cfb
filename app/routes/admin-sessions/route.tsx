import { type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { isId } from "../../../domain/ids.ts";
import { administratorPage } from "../../desk/administrator.server.ts";
import { notFound } from "../../server/booking.server.ts";
import { noQuestions } from "../../server/visit.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

/** From what somebody pasted to the session's page: an id, or an address in which it stands behind "sessions". */
export async function loader(arrival: LoaderFunctionArgs) {
  await administratorPage(arrival, noQuestions);
  const text = (new URL(arrival.request.url).searchParams.get("id") ?? "").trim();
  const id = /\/sessions\/([^/?#\s]+)/.exec(text)?.[1] ?? text;
  if (!isId(id)) throw notFound();
  return redirect(`/admin/sessions/${id}`);
}

/** There for its failure: a route without a page would answer with bare words. */
export default function FindSession() {
  return null;
}
