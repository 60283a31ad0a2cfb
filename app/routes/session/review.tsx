import { Form, useNavigation } from "@remix-run/react";
import { useMessages } from "../../messages/context.tsx";
import type { SessionCard } from "../../session/card.ts";
import { firstName } from "../../session/card.ts";

const RATINGS = [1, 2, 3, 4, 5] as const;

interface ReviewProps {
  readonly card: SessionCard;
  readonly may: boolean;
  readonly review: { readonly rating: number; readonly comment: string | null } | null;
  readonly problem: "rating" | "comment" | "again" | null;
}

export function Review({ card, may, review, problem }: ReviewProps) {
  const t = useMessages();
  if (review !== null) {
    return (
      <section className="panel" id="review" aria-labelledby="review-title">
        <h2 id="review-title">{t.review.given}</h2>
        <p className="stars" role="img" aria-label={t.review.stars(review.rating)}>
          {"★".repeat(review.rating)}
          <span className="stars-off">{"★".repeat(5 - review.rating)}</span>
        </p>
        {review.comment !== null && (
          <p className="written" dir="auto">
            {review.comment}
          </p>
        )}
      </section>
    );
  }
  return may ? <ReviewForm card={card} problem={problem} /> : null;
}

function ReviewForm({ card, problem }: Pick<ReviewProps, "card" | "problem">) {
  const t = useMessages();
  const busy = useNavigation().state !== "idle";
  return (
    <section className="panel" id="review" aria-labelledby="review-title">
      <h2 id="review-title">{t.review.title(firstName(card.other.name))}</h2>
      <Form method="post">
        <fieldset className="rating">
          <legend>{t.review.rating}</legend>
          <div className="rating-choices">
            {RATINGS.map((rating) => (
              <label key={rating}>
                <input type="radio" name="rating" value={rating} required />
                <span>
                  {rating}
                  <span className="unseen"> {t.review.stars(rating)}</span>
                </span>
              </label>
            ))}
          </div>
          <p className="field-hint">{t.review.scale}</p>
        </fieldset>
        <div className="field">
          <label htmlFor="comment">
            {t.review.comment} <span className="optional">{t.optional}</span>
          </label>
          <textarea id="comment" name="comment" rows={3} maxLength={1000} dir="auto" />
        </div>
        {problem !== null && (
          <p className="field-error" role="alert">
            {t.review.problem[problem]}
          </p>
        )}
        <button type="submit" className="button button-primary" aria-disabled={busy}>
          {t.review.send}
        </button>
      </Form>
    </section>
  );
}
