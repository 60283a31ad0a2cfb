import { Ribbon } from "../components/ribbon.tsx";
import { useMessages } from "../messages/context.tsx";
import { firstName, type Places, type SessionCard } from "./card.ts";

type Placed = Pick<SessionCard, "places" | "time" | "other">;

/** Both people's days under each other, and the other's time in words. */
export function RowRibbons({ places }: { readonly places: Places }) {
  const t = useMessages();
  const { mine, theirs } = places;
  return (
    <div className="row-ribbons">
      <Ribbon spot={mine.spot} />
      <Ribbon spot={theirs.spot} />
      <p>{t.session.timeIn(theirs.time, theirs.city, theirs.dayShift)}</p>
    </div>
  );
}

export function LargeRibbons({ card: { places, time, other } }: { readonly card: Placed }) {
  const t = useMessages();
  if (places === null) return null;
  const { mine, theirs } = places;
  return (
    <dl className="large-ribbons">
      <div>
        <dt>{t.session.you(mine.city)}</dt>
        <dd>{time}</dd>
        <dd className="large-ribbon">
          <Ribbon spot={mine.spot} thick />
        </dd>
      </div>
      <div>
        <dt>
          <bdi>{firstName(other.name)}</bdi>, {theirs.city}
        </dt>
        <dd>{t.session.shifted(theirs.time, theirs.dayShift)}</dd>
        <dd className="large-ribbon">
          <Ribbon spot={theirs.spot} thick />
        </dd>
      </div>
    </dl>
  );
}
