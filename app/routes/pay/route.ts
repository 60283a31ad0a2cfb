import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/cloudflare";
import { readForm, seeOther } from "../../server/act.server.ts";
import { actOn, bookingIdOf, notFound, ownBooking } from "../../server/booking.server.ts";

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/sessions/${bookingIdOf(params)}`);
}

/** Back into the middle of paying. Whoever paid already, or came too late, hears it on the page that knows. */
export async function action(arrival: ActionFunctionArgs) {
  await readForm(arrival);
  const { viewer, object, id } = await actOn(arrival);
  const booking = ownBooking(await object.openCheckout(), viewer);
  if (booking.menteeId !== viewer.id) throw notFound();
  const url = booking.status === "draft" ? (booking.checkoutSession?.url ?? null) : null;
  return seeOther(arrival.context, url ?? `/sessions/${id}/paid`);
}
