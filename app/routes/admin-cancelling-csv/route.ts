import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { cancelledSessionsQuery } from "../../../db/cancelling.ts";
import { HOUR, toRfc3339 } from "../../../domain/time.ts";
import { administratorPage } from "../../desk/administrator.server.ts";
import { csvFile } from "../../desk/csv.server.ts";
import { rangeOf, spanOf } from "../../desk/range.ts";

const FIELDS = [
  "booking",
  "cancelled_at",
  "starts_at",
  "hours_before",
  "by",
  "name",
  "reason",
  "refund_status",
  "refund_amount",
  "refund_currency",
];

/** Every cancellation of the range; instants in UTC, amounts in the currency's minor unit. */
export async function loader(arrival: LoaderFunctionArgs) {
  const range = rangeOf(new URL(arrival.request.url).searchParams.get("days"));
  const { answer } = await administratorPage(arrival, ({ db, now }) =>
    cancelledSessionsQuery(db, spanOf(range, now)),
  );
  const rows = answer.map((one) => [
    one.bookingId,
    toRfc3339(one.cancelledAt),
    toRfc3339(one.startsAt),
    Math.round(((one.startsAt - one.cancelledAt) / HOUR) * 10) / 10,
    one.by,
    one.name,
    one.reason,
    one.refundStatus,
    one.refundAmount,
    one.refundCurrency,
  ]);
  return csvFile(`cancellations-${range}-days.csv`, FIELDS, rows);
}
