import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { openList } from "../sessions/page.server.ts";

/** One more page for an open list: `/sessions` with the same URL's filters, as JSON and without the frame around it. */
export async function loader(arrival: LoaderFunctionArgs): Promise<Response> {
  const { page } = await openList(arrival);
  return Response.json(page);
}
