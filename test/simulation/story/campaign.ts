import { type Coverage, emptyCoverage } from "./coverage.ts";
import { play } from "./play.ts";
import { shrink } from "./shrink.ts";
import { tell } from "./tell.ts";
import { writeStory } from "./write-story.ts";

export interface Failure {
  readonly seed: number;
  readonly violations: readonly string[];
  /** The shortest story that fails the same way, in words. */
  readonly story: readonly string[];
}

export interface Outcome {
  readonly coverage: Coverage;
  readonly failures: readonly Failure[];
  /** How many steps went wrong. */
  readonly deeds: number;
}

export interface Orders {
  readonly firstSeed: number;
  readonly histories: number;
  /** Go no further than this many failures: the first few tell the most. */
  readonly mostFailures: number;
  readonly shrinks: boolean;
}

/** Tells so many stories from so many seeds, and reports what did not hold. */
export async function campaign({ firstSeed, histories, mostFailures, shrinks }: Orders): Promise<Outcome> {
  const coverage = emptyCoverage();
  const failures: Failure[] = [];
  let deeds = 0;
  for (let seed = firstSeed; seed < firstSeed + histories && failures.length < mostFailures; seed++) {
    const story = writeStory(seed);
    const told = await play(story, coverage);
    deeds += told.deeds.length;
    const [first] = told.violations;
    if (first === undefined) continue;
    failures.push({
      seed,
      violations: told.violations,
      story: shrinks ? tell(await shrink(story, first)) : [],
    });
  }
  return { coverage, failures, deeds };
}
