import type { ToldRefund } from "../../../db/refund-desk.ts";
import { formatMoney } from "../../../domain/money.ts";
import { deskWords } from "../../desk/words/words.ts";
import type { Locale } from "../../messages/locale.ts";

export interface DeskNotice {
  readonly tone: "good" | "plain" | "warning";
  readonly text: string;
}

/** What is said after an act: by the refund as it stands now, so that a link cannot make the page claim what is not so. */
export function noticeOf(refund: ToldRefund | null, locale: Locale): DeskNotice | null {
  if (refund === null) return null;
  const { done } = deskWords[locale];
  const money = formatMoney(refund.money, locale);
  switch (refund.status) {
    case "requested":
    case "pending":
      return { tone: "good", text: done.onItsWay(money, refund.payerName) };
    case "succeeded":
      return {
        tone: "good",
        text: (refund.settledOutside ? done.settled : done.succeeded)(money, refund.payerName),
      };
    case "failed":
    case "manual":
      return { tone: "plain", text: done.waitsAgain(money, refund.payerName) };
  }
}
