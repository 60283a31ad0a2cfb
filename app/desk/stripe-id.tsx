import type { StripeLink } from "./stripe-links.ts";
import { useDeskWords } from "./words/words.ts";

export function StripeId({ link }: { readonly link: StripeLink | null }) {
  const d = useDeskWords();
  if (link === null) return <span className="soft">{d.none}</span>;
  return (
    <a href={link.href} className="stripe-id" rel="noreferrer" aria-label={d.atStripe(link.id)}>
      {link.id}
    </a>
  );
}
