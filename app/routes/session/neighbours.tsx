import { Link } from "@remix-run/react";
import { useArrowKeys } from "../../components/arrow-keys.ts";
import type { NeighbourLink, NeighbourLinks } from "./neighbours.server.ts";
import { useDetailsWords } from "./words.ts";

/** The sessions before and after this one, by links and by the arrow keys. */
export function NeighbourNav({ previous, next }: NeighbourLinks) {
  const w = useDetailsWords();
  useArrowKeys(previous?.path ?? null, next?.path ?? null);
  if (previous === null && next === null) return null;
  return (
    <nav className="neighbours" aria-label={w.neighbours} title={w.keys}>
      {previous !== null && <To link={previous} arrow="←" side={w.earlier} rel="prev" />}
      {next !== null && <To link={next} arrow="→" side={w.later} rel="next" />}
    </nav>
  );
}

function To({
  link,
  arrow,
  side,
  rel,
}: {
  readonly link: NeighbourLink;
  readonly arrow: string;
  readonly side: string;
  readonly rel: "prev" | "next";
}) {
  return (
    <Link to={link.path} rel={rel} className={`neighbour neighbour-${rel}`} prefetch="intent">
      <span aria-hidden="true">{arrow}</span>
      <span className="unseen">{side}: </span>
      <span>{link.day}</span>
      <bdi className="neighbour-name">{link.name}</bdi>
    </Link>
  );
}
