import type { Deed } from "../engine/fate.ts";
import { Fate } from "../engine/fate.ts";
import { luck } from "../engine/random.ts";
import { NeverQuiet, SimWorld, START } from "../engine/sim-world.ts";
import { atRest } from "../engine/timeline.ts";
import { Watch } from "../engine/watch.ts";
import { INVARIANTS } from "../invariants/all.ts";
import { act, type Scene } from "./acts.ts";
import { type Coverage, countFault, transitionsWatched } from "./coverage.ts";
import type { Story } from "./story.ts";

export interface Told {
  readonly violations: readonly string[];
  /** What went wrong on the way. */
  readonly deeds: readonly Deed[];
}

/** What could have happened, for whoever wants to try all of it. */
export interface Trace {
  readonly asked: { readonly where: string; readonly kinds: readonly string[] }[];
  readonly moments: Set<number>;
}

/** One history in so many goes its states through JSON: nothing may hang on sharing an object with the storage. */
const THROUGH_JSON = 1 / 32;

/** Tells a story from beginning to end: its steps with whatever befalls them, then peace until nothing is due, then the reckoning. */
export async function play(
  story: Story,
  coverage: Coverage | null = null,
  trace: Trace | null = null,
): Promise<Told> {
  const fate = new Fate(story.seed, story.faultRate, story.deeds);
  const invariants = INVARIANTS.map((invariant) => invariant());
  const watch = new Watch(coverage === null ? invariants : [...invariants, transitionsWatched(coverage)]);
  const world = new SimWorld(fate, watch, luck(story.seed, "json") < THROUGH_JSON);
  watch.world = world;
  if (trace !== null) [fate.asked, world.moments] = [trace.asked, trace.moments];
  const scene: Scene = {
    world,
    wishes: story.wishes,
    bookings: new Map(),
    paidElsewhere: new Map(),
  };
  try {
    for (const [index, step] of story.steps.entries()) {
      await world.until(Math.max(world.now, START + step.at) - 1);
      await world.until(Math.max(world.now, START + step.at));
      act(scene, step);
      // What comes at the same instant meets it in the middle; the clock waits until both are at rest.
      const next = story.steps[index + 1];
      if (next?.at !== step.at || next.act === "clock_jump") await atRest();
      if (coverage !== null && ["crash", "deploy", "outage", "clock_jump"].includes(step.act))
        countFault(coverage, step.act);
    }
    await world.until(Math.max(world.now, lastStep(story)));
    fate.quiet = true;
    await world.until(Number.POSITIVE_INFINITY);
  } catch (error) {
    if (!(error instanceof NeverQuiet)) throw error;
    world.violate("it never comes to rest");
  }
  const broken = invariants.flatMap((invariant) => invariant.whenQuiet?.(world) ?? []);
  if (coverage !== null) {
    coverage.histories += 1;
    for (const deed of fate.happened) countFault(coverage, nameOf(deed));
  }
  return { violations: [...world.violations, ...broken], deeds: fate.happened };
}

const lastStep = (story: Story): number => START + (story.steps.at(-1)?.at ?? 0);

/** `stripe.createRefund lost_after`: without the booking and the number. */
function nameOf({ where, what }: Deed): string {
  const [first = "", second = ""] = where.split("/");
  const place = first === "bank" || first.startsWith("webhook") ? first : second;
  return `${place} ${what}`;
}
