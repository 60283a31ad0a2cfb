import { data } from "@remix-run/cloudflare";
import { VERDICTS } from "../../../domain/booking.ts";
import { reasonIn, refusalOf } from "../../desk/administrator.server.ts";
import { seeOther, tokenOf } from "../../server/act.server.ts";
import { notFound } from "../../server/booking.server.ts";
import type { Arrival } from "../../server/visit.server.ts";

/** What was refused, with what was typed, so that nothing has to be typed again. */
export interface ActAnswer {
  readonly act: "cancel" | "grant" | "resend" | "rule";
  readonly problem: "reason" | "choice" | "conflict" | "confirm";
  readonly reason: string;
  readonly refund: string;
  /** The mail that was to be sent again. */
  readonly mail: string;
  /** Who was said to have come. */
  readonly verdict: string;
}

const ACTS: readonly (string | null)[] = ["cancel", "grant", "resend", "rule"] satisfies ActAnswer["act"][];

/** Where on the page what was done is seen. */
const PLACE: Readonly<Partial<Record<ActAnswer["act"], string>>> = { resend: "#mails", rule: "#attendance" };

const isAct = (act: string | null): act is ActAnswer["act"] => ACTS.includes(act);

/** Cancels or refunds a session of others, or sends a mail of it again. Nothing is decided here: the Worker judges, and the booking's object decides. */
export async function actOnSession(arrival: Arrival, id: string, form: URLSearchParams) {
  const act = form.get("act");
  if (!isAct(act)) throw notFound();
  const token = tokenOf(arrival);
  const { DASHBOARD_SERVICE: service } = arrival.context.env;
  const [reason, refund, mail] = [reasonIn(form), form.get("refund") ?? "", form.get("mail") ?? ""];
  const verdict = form.get("verdict") ?? "";
  const problem = (what: ActAnswer["problem"]) =>
    data<ActAnswer>(
      { act, problem: what, reason: form.get("reason") ?? "", refund, mail, verdict },
      { status: { conflict: 409, confirm: 403, reason: 400, choice: 400 }[what] },
    );
  if (reason === null) return problem("reason");
  if (act === "cancel" && refund !== "all" && refund !== "none") return problem("choice");
  if (act === "rule" && !VERDICTS.some((one) => one === verdict)) return problem("choice");
  const answer = await {
    cancel: () => service.cancelBooking(token, id, { reason, refund: refund === "all" }),
    grant: () => service.grantRefund(token, id, reason),
    rule: () => service.ruleAttendance(token, id, verdict, reason),
    resend: () => service.resendMail(token, id, mail, reason),
  }[act]();
  const refusal = refusalOf(arrival, answer);
  if (refusal !== null) return problem(refusal);
  return seeOther(arrival.context, `/admin/sessions/${id}?done=${act}${PLACE[act] ?? ""}`);
}
