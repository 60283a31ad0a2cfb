import { isKnown } from "../invariants/known.ts";
import { type Coverage, emptyCoverage } from "./coverage.ts";
import { play } from "./play.ts";
import { kindOf, shrink } from "./shrink.ts";
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
  /** How often each bug was met that is known and waits to be mended, by its kind. */
  readonly known: Readonly<Record<string, number>>;
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
  const known: Record<string, number> = {};
  let deeds = 0;
  for (let seed = firstSeed; seed < firstSeed + histories && failures.length < mostFailures; seed++) {
    const story = writeStory(seed);
    const told = await play(story, coverage);
    deeds += told.deeds.length;
    const news = told.violations.filter((violation) => !isKnown(violation));
    for (const violation of told.violations) {
      if (isKnown(violation)) known[kindOf(violation)] = (known[kindOf(violation)] ?? 0) + 1;
    }
    const [first] = news;
    if (first === undefined) continue;
    failures.push({ seed, violations: news, story: shrinks ? tell(await shrink(story, first)) : [] });
  }
  return { coverage, failures, known, deeds };
}
