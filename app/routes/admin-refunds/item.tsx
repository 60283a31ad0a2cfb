import { Form, Link, useNavigation } from "@remix-run/react";
import type { RefundStatus } from "../../../domain/booking.ts";
import { ConfirmFirst } from "../../desk/confirm-first.tsx";
import { ReasonField } from "../../desk/reason-field.tsx";
import { StripeId } from "../../desk/stripe-id.tsx";
import type { StripeLink } from "../../desk/stripe-links.ts";
import { Trail, type TrailLine } from "../../desk/trail.tsx";
import type { WhyWords } from "../../desk/words/en.ts";
import { useDeskWords } from "../../desk/words/words.ts";

export interface DeskItem {
  readonly id: string;
  readonly bookingId: string;
  readonly status: RefundStatus;
  readonly money: string;
  readonly payer: string;
  readonly mentor: string;
  readonly session: string;
  readonly cause: string;
  /** "3 days ago". */
  readonly age: string;
  readonly requested: string;
  readonly settled: string | null;
  readonly settledOutside: boolean;
  /** Only while it waits. */
  readonly why: WhyWords | null;
  readonly payment: StripeLink | null;
  readonly stripeRefund: StripeLink | null;
  readonly trail: readonly TrailLine[];
}

/** What was typed, given back with what is wrong with it. */
export interface Typed {
  readonly reason: string;
  readonly problem: "reason" | "confirm";
}

export function Item({ item, typed }: { readonly item: DeskItem; readonly typed: Typed | null }) {
  const d = useDeskWords();
  const waits = item.why !== null;
  return (
    <li className={waits ? "panel desk-item is-waiting" : "panel desk-item"} id={`refund-${item.id}`}>
      <div className="desk-facts">
        <Head item={item} />
        {item.why !== null && (
          <div className="desk-why">
            <p className="name">{item.why.what}</p>
            <p className="soft">{item.why.next}</p>
          </div>
        )}
        <Ids item={item} />
        <details className="desk-trail">
          <summary>{d.tried}</summary>
          <Trail lines={item.trail} />
        </details>
      </div>
      {waits && (
        <ConfirmFirst typed={typed !== null}>
          <ActForm item={item} typed={typed} />
        </ConfirmFirst>
      )}
    </li>
  );
}

function Head({ item }: { readonly item: DeskItem }) {
  const d = useDeskWords();
  const word = item.settledOutside ? d.settledOutside : d.status[item.status];
  return (
    <div>
      <div className="desk-head">
        <h2 className="desk-money">
          {item.money} {d.to} <bdi>{item.payer}</bdi>
        </h2>
        {item.why === null && <span className={`chip refund-${item.status}`}>{word}</span>}
      </div>
      <p className="soft">
        <Link to={`/admin/sessions/${item.bookingId}`}>
          {d.sessionWith(item.mentor)}, {item.session}
        </Link>
      </p>
      <p className="soft">
        {item.cause} · {d.requested} <span title={item.requested}>{item.age}</span>
        {item.settled !== null && ` · ${d.settledOn} ${item.settled}`}
      </p>
    </div>
  );
}

function Ids({ item }: { readonly item: DeskItem }) {
  const d = useDeskWords();
  return (
    <dl className="desk-ids">
      <div>
        <dt>{d.payment}</dt>
        <dd>
          <StripeId link={item.payment} />
        </dd>
      </div>
      {item.stripeRefund !== null && (
        <div>
          <dt>{d.stripeRefund}</dt>
          <dd>
            <StripeId link={item.stripeRefund} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Two ways on, one reason. Without a payment there is nothing that could be tried again. */
function ActForm({ item, typed }: { readonly item: DeskItem; readonly typed: Typed | null }) {
  const d = useDeskWords();
  const busy = useNavigation().state !== "idle";
  return (
    <Form method="post" className="desk-form">
      <input type="hidden" name="refund" value={item.id} />
      <ReasonField id={item.id} value={typed?.reason} error={typed?.problem === "reason"} />
      <div className="desk-buttons">
        {item.payment !== null && (
          <button
            type="submit"
            name="act"
            value="retry"
            className="button button-primary"
            aria-disabled={busy}
          >
            {d.retry}
          </button>
        )}
        <button type="submit" name="act" value="settle" className="button" aria-disabled={busy}>
          {d.settle}
        </button>
      </div>
      <p className="field-hint">{d.settleHint}</p>
    </Form>
  );
}
