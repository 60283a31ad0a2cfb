import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { readForm, seeOther } from "../../server/act.server.ts";
import { actOn, bookingIdOf, notFound } from "../../server/booking.server.ts";

/** A link is followed by scanners, too: it leads to the session's page and opens nothing. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/sessions/${bookingIdOf(params)}`);
}

/** One click: this person's own way into the room, whose address stands in no page. */
export async function action(arrival: ActionFunctionArgs) {
  await readForm(arrival);
  const { viewer, object, id } = await actOn(arrival);
  const link = await object.join(viewer.id, viewer.name);
  if (link.ok) return seeOther(arrival.context, link.value.url, [], { "Referrer-Policy": "no-referrer" });
  if (link.reason.code === "not_found") throw notFound();
  return seeOther(arrival.context, `/sessions/${id}?join=${link.reason.code}`);
}
