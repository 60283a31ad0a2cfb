import { DAY, HOUR, MINUTE, type Milliseconds, SECOND } from "../../../domain/time.ts";
import type { Step, Story } from "./story.ts";

/** A story in words: what somebody reads who has to find the mistake. */
export function tell(story: Story): readonly string[] {
  const named = new Set(story.steps.map((step) => step.wish));
  return [
    ...story.wishes.flatMap(({ mentor, mentee, startsIn, minutes, price }, index) =>
      named.has(index)
        ? [`session ${index}: ${mentee} with ${mentor} in ${span(startsIn)}, ${minutes} min, ${price} cents`]
        : [],
    ),
    ...story.steps.map((step) => `  at ${span(step.at).padEnd(16)} ${line(step)}`),
    ...(story.deeds ?? []).map(({ where, what }) => `  and ${where}: ${what}`),
  ];
}

function line({ act, wish, who, how }: Step): string {
  return [act, `session ${wish}`, who, how].filter((word) => word !== "").join(", ");
}

/** `2 d 3 h 0 min 0.001 s`, without what is nothing. */
function span(time: Milliseconds): string {
  const parts = [
    [Math.floor(time / DAY), "d"],
    [Math.floor((time % DAY) / HOUR), "h"],
    [Math.floor((time % HOUR) / MINUTE), "min"],
    [(time % MINUTE) / SECOND, "s"],
  ] as const;
  const said = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`);
  return said.length === 0 ? "0" : said.join(" ");
}
