import { Link } from "@remix-run/react";
import { Avatar } from "../../components/avatar.tsx";
import { useMessages } from "../../messages/context.tsx";
import type { MentorCard } from "./mentor-card.ts";

export function MentorItem({ mentor }: { readonly mentor: MentorCard }) {
  const t = useMessages();
  const { face, city, clock, offers, rating } = mentor;
  const [first] = offers;
  return (
    <li className="mentor">
      <Avatar of={face} size="card" />
      <div className="mentor-words">
        <h2>
          <Link to={`/mentors/${face.id}`} className="mentor-name">
            <bdi>{face.name}</bdi>
          </Link>
        </h2>
        {face.headline !== null && (
          <p className="soft">
            <bdi>{face.headline}</bdi>
          </p>
        )}
        <p className="mentor-facts">
          <span>{t.mentors.clock(city, clock)}</span>
          {rating !== null && <span>{t.mentors.rating(rating.average, rating.count)}</span>}
        </p>
      </div>
      <p className="mentor-price">
        {first === undefined
          ? t.mentors.noOffers
          : t.mentors.from(t.duration(first.minutes), first.price ?? t.free)}
      </p>
    </li>
  );
}
