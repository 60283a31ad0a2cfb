import type { Viewer } from "../../../auth/viewer.ts";
import type { Neighbour, Neighbours } from "../../../db/neighbours.ts";
import type { Visit } from "../../server/visit.server.ts";
import { say } from "../../time/formats.server.ts";

export interface NeighbourLink {
  readonly path: string;
  /** "Tue, Nov 19". */
  readonly day: string;
  readonly name: string;
}

export interface NeighbourLinks {
  readonly previous: NeighbourLink | null;
  readonly next: NeighbourLink | null;
}

export function neighbourLinksOf(found: Neighbours, { locale, zone }: Visit<Viewer>): NeighbourLinks {
  const link = (one: Neighbour | null): NeighbourLink | null =>
    one && { path: `/sessions/${one.id}`, day: say(one.startsAt, "dayShort", locale, zone), name: one.name };
  return { previous: link(found.previous), next: link(found.next) };
}
