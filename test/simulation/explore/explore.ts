import { MINUTE } from "../../../domain/time.ts";
import type { Deed } from "../engine/fate.ts";
import { START } from "../engine/sim-world.ts";
import { play, type Trace } from "../story/play.ts";
import type { ActName, Step, Story } from "../story/story.ts";
import { tell } from "../story/tell.ts";
import { type Command, STAGES, type Stage, WISH } from "./stages.ts";

/** What follows from a command has followed by then, but for retries. */
const FOLLOWS_WITHIN = MINUTE;

/** How much of all there is to look at. */
export interface Extent {
  readonly every: number;
  readonly act: ActName | null;
}

export interface Explored {
  readonly stage: string;
  readonly pair: string;
  readonly schedules: number;
  readonly failures: readonly { readonly violations: readonly string[]; readonly story: readonly string[] }[];
}

/**
 * Every order of each pair of commands: the second comes at each instant at which anything happens after the first, and in the
 * middle of it; and in each of these, every call the object makes goes wrong in every way there is, one at a time: the object
 * dies before it leaves or before its answer, or the service answers, or does not, in each way it can. Where both come at one
 * instant, each answer of Stripe's also together with a death at each step.
 *
 * @param every looks at each n-th schedule only: 1 is all of them.
 * @param act only pairs in which it is one of the two; null for all.
 */
export async function* explore({ every, act }: Extent): AsyncGenerator<Explored> {
  for (const stage of STAGES) {
    for (const first of stage.commands) {
      for (const second of stage.commands) {
        if (act === null || [first.act, second.act].includes(act))
          yield await pair(stage, first, second, every);
      }
    }
  }
}

async function pair(stage: Stage, first: Command, second: Command, every: number): Promise<Explored> {
  const failures: { violations: readonly string[]; story: readonly string[] }[] = [];
  let schedules = 0;
  let met = 0;
  const look: Look = async (steps, deeds, trace) => {
    const story = storyOf(steps, deeds);
    schedules += 1;
    const { violations } = await play(story, null, trace);
    if (violations.length > 0 && failures.length < 3) failures.push({ violations, story: tell(story) });
  };
  const begins = { ...first, at: stage.at, wish: 0 };
  const alone = newTrace();
  await look([...stage.before, begins], [], alone);
  for (const at of instantsAfter(alone, stage)) {
    const steps = [...stage.before, begins, { ...second, at, wish: 0 }];
    const trace = newTrace();
    await look(steps, [], trace);
    for (const { where, kinds } of trace.asked) {
      for (const what of new Set(kinds)) {
        met += 1;
        if (met % every !== 0) continue;
        const deed = { where, what };
        const after = newTrace();
        await look(steps, [deed], after);
        if (at === stage.at && isAnswer(deed)) await crashes(steps, deed, after, look);
      }
    }
  }
  return { stage: stage.name, pair: `${nameOf(first)} + ${nameOf(second)}`, schedules, failures };
}

type Look = (steps: readonly Step[], deeds: readonly Deed[], trace: Trace | null) => Promise<void>;

/** Stripe's answer to something that changes its records. */
const isAnswer = ({ where, what }: Deed): boolean =>
  /\/stripe\.(create|expire)/.test(where) && !what.startsWith("crash");

/** With that answer of Stripe's, the object dies at each of its steps. */
async function crashes(steps: readonly Step[], answer: Deed, trace: Trace, look: Look): Promise<void> {
  for (const { where, kinds } of trace.asked) {
    if (where === answer.where || !kinds.includes("crash_after")) continue;
    await look(steps, [answer, { where, what: "crash_before" }], null);
    await look(steps, [answer, { where, what: "crash_after" }], null);
  }
}

const newTrace = (): Trace => ({ asked: [], moments: new Set() });

/** At the same instant, and at each at which something happens for a while. */
function instantsAfter(trace: Trace, { at }: Stage): readonly number[] {
  const followed = [...trace.moments].map((moment) => moment - START);
  return [at, ...followed.filter((moment) => moment > at && moment < at + FOLLOWS_WITHIN)];
}

const storyOf = (steps: readonly Step[], deeds: readonly Deed[]): Story => ({
  seed: 1,
  faultRate: 0,
  wishes: [WISH],
  steps,
  deeds,
});

const nameOf = ({ act, who, how }: Command): string =>
  [act, who, how].filter((word) => word !== "").join(" ");
