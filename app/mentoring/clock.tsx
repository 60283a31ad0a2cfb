import { Link } from "@remix-run/react";
import { useMentoringWords } from "./words/words.ts";

export interface MentorClock {
  readonly now: string;
  /** That this device shows another time; null where it does not. */
  readonly elsewhere: string | null;
  /** The next change of the clocks, sentence by sentence. */
  readonly change: readonly string[];
}

export function Clock({ clock }: { readonly clock: MentorClock }) {
  const w = useMentoringWords().clock;
  return (
    <section className="panel mentor-clock" aria-labelledby="clock-title">
      <h2 id="clock-title">{w.title}</h2>
      <p>{clock.now}</p>
      {clock.elsewhere !== null && (
        <p className="elsewhere">
          {clock.elsewhere} <Link to="/profile">{w.profile}</Link>.
        </p>
      )}
      {clock.change.map((line) => (
        <p key={line} className="soft">
          {line}
        </p>
      ))}
    </section>
  );
}
