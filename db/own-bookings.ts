import * as z from "zod/mini";

/** Whose side of a booking: a person is walked through as mentee first, then as mentor. */
export type Side = "mentee" | "mentor";

/** How far a walk through all of a person's bookings has come; the order is that of the index of each side. */
export interface Place {
  readonly side: Side;
  readonly stage: number;
  readonly startsAt: number;
  readonly id: string;
}

/** Every stage is above it (db/schema.ts, `stage`). */
const BEFORE_ALL = { stage: -1, startsAt: 0, id: "" };

export const FIRST_PLACE: Place = { side: "mentee", ...BEFORE_ALL };

export const placeSchema: z.ZodMiniType<Place> = z.object({
  side: z.enum(["mentee", "mentor"]),
  stage: z.number(),
  startsAt: z.number(),
  id: z.string(),
});

export const placedRow = z.object({ id: z.string(), stage: z.number(), starts_at: z.number() });

/**
 * The next of a person's bookings, in the order of the index of that side.
 * @param columns of `bookings b`, besides those of `placedRow`.
 * @returns a statement's text; ?1 the person, ?2 to ?4 the place, ?5 the limit.
 */
export const nextOnSide = (side: Side, columns = ""): string =>
  `select b.id, b.stage, b.starts_at${columns} from bookings b
   where b.${side}_id = ?1 and (b.stage, b.starts_at, b.id) > (?2, ?3, ?4)
   order by b.stage, b.starts_at, b.id limit ?5`;

export const paramsOf = ({ stage, startsAt, id }: Place): [number, number, string] => [stage, startsAt, id];

/** Where the walk goes on. @returns null once both sides were walked to their ends. */
export function placeAfter(
  place: Place,
  rows: readonly z.output<typeof placedRow>[],
  limit: number,
): Place | null {
  const last = rows.at(-1);
  if (last !== undefined && rows.length === limit) {
    return { side: place.side, stage: last.stage, startsAt: last.starts_at, id: last.id };
  }
  return place.side === "mentee" ? { side: "mentor", ...BEFORE_ALL } : null;
}
