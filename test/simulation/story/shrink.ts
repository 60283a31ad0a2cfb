import { play } from "./play.ts";
import type { Story } from "./story.ts";

/** Shrinking goes on until nothing can be left out, or so many tries were made. */
const MOST_TRIES = 2_000;

/** A failure without its numbers and names: the same mistake in another booking is the same. */
export const kindOf = (violation: string): string => violation.replace(/[a-z]*\d[\w-]*/g, "N");

/**
 * The shortest story that still fails in the same way: steps are left out, then what went wrong on the way, in ever smaller
 * pieces, and over again until nothing can go.
 */
export async function shrink(story: Story, violation: string): Promise<Story> {
  const kind = kindOf(violation);
  let tries = 0;
  const fails = async (candidate: Story): Promise<boolean> => {
    tries += 1;
    return (await play(candidate)).violations.some((other) => kindOf(other) === kind);
  };
  const { deeds } = await play(story);
  let shortest: Story = { ...story, deeds };
  // Told again from its list it goes the same way; should it not, the seed's own telling is all there is.
  if (!(await fails(shortest))) return story;
  for (let before = Number.POSITIVE_INFINITY; size(shortest) < before && tries < MOST_TRIES; ) {
    before = size(shortest);
    for (const part of ["steps", "deeds"] as const) {
      const left = await fewer([...(shortest[part] ?? [])], (some) =>
        fails({ ...shortest, [part]: some } as Story),
      );
      shortest = { ...shortest, [part]: left } as Story;
    }
  }
  return shortest;
}

const size = (story: Story): number => story.steps.length + (story.deeds?.length ?? 0);

/** Leaves out halves, then quarters, then single ones, as long as the rest still fails. */
async function fewer<T>(
  all: readonly T[],
  fails: (some: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let left = all;
  for (let piece = Math.ceil(left.length / 2); piece >= 1; piece = piece === 1 ? 0 : Math.ceil(piece / 2)) {
    for (let from = 0; from < left.length; ) {
      const without = [...left.slice(0, from), ...left.slice(from + piece)];
      if (await fails(without)) left = without;
      else from += piece;
    }
  }
  return left;
}
