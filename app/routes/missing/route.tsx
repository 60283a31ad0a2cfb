import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { noQuestions, openPage } from "../../server/visit.server.ts";

export { ErrorBoundary } from "../../components/failure.tsx";

/** Whatever has no page: said in the reader's language. */
export async function loader(arrival: LoaderFunctionArgs): Promise<null> {
  await openPage(arrival, noQuestions);
  throw new Response("not found", { status: 404 });
}

export default function Missing() {
  return null;
}
