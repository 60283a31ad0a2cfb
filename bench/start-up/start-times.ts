import { build } from "../../scripts/build.ts";
import { race, type Times } from "../dashboard/race.ts";
import { bareBundle, emptyBundle } from "./bundles.ts";
import { firstAnswer } from "./first-answer.ts";

export type Started = "an empty Worker" | "bare Remix" | "the dashboard";

/** How long a fresh process of workerd takes to its first answer, by turns with one that has next to nothing to start. */
export async function startTimes(
  rounds: number,
  say: (line: string) => void = () => undefined,
): Promise<Record<Started, Times>> {
  const [{ pagesScript }, bare, empty] = [await build(say), await bareBundle(), emptyBundle()];
  return race(
    {
      "an empty Worker": () => firstAnswer(empty),
      "bare Remix": () => firstAnswer(bare),
      "the dashboard": () => firstAnswer(pagesScript),
    },
    rounds,
  );
}
