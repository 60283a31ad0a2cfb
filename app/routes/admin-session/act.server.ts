import { data } from "@remix-run/cloudflare";
import { reasonIn, refusalOf } from "../../desk/administrator.server.ts";
import { seeOther, tokenOf } from "../../server/act.server.ts";
import { notFound } from "../../server/booking.server.ts";
import type { Arrival } from "../../server/visit.server.ts";

/** What was refused, with what was typed, so that nothing has to be typed again. */
export interface ActAnswer {
  readonly act: "cancel" | "grant";
  readonly problem: "reason" | "choice" | "conflict";
  readonly reason: string;
  readonly refund: string;
}

/** Cancels or refunds a session of others. Nothing is decided here: the Worker judges, and the booking's object decides. */
export async function actOnSession(arrival: Arrival, id: string, form: URLSearchParams) {
  const act = form.get("act");
  if (act !== "cancel" && act !== "grant") throw notFound();
  const token = tokenOf(arrival);
  const { DASHBOARD_SERVICE: service } = arrival.context.env;
  const [reason, refund] = [reasonIn(form), form.get("refund") ?? ""];
  const problem = (what: ActAnswer["problem"]) =>
    data<ActAnswer>(
      { act, problem: what, reason: form.get("reason") ?? "", refund },
      { status: what === "conflict" ? 409 : 400 },
    );
  if (reason === null) return problem("reason");
  if (act === "cancel" && refund !== "all" && refund !== "none") return problem("choice");
  const answer =
    act === "cancel"
      ? await service.cancelBooking(token, id, { reason, refund: refund === "all" })
      : await service.grantRefund(token, id, reason);
  const refusal = refusalOf(arrival, answer);
  if (refusal !== null) return problem(refusal);
  return seeOther(arrival.context, `/admin/sessions/${id}?done=${act}`);
}
