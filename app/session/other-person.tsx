import { Avatar } from "../components/avatar.tsx";
import { useMessages } from "../messages/context.tsx";
import type { SessionCard } from "./card.ts";

/** Whom one meets: picture, name, and what they do, or which of the two they are. */
export function OtherPerson({ card, size }: { readonly card: SessionCard; readonly size: "card" | "row" }) {
  const t = useMessages();
  return (
    <>
      <Avatar of={card.other} size={size} />
      <div className="person-words">
        <p className="name">
          <bdi>{card.other.name}</bdi>
        </p>
        <p className="soft">
          <bdi>{card.other.headline ?? t.roleOfOther(card.role)}</bdi>
        </p>
      </div>
    </>
  );
}
