import { useEffect, useState } from "react";
import { useMessages } from "../../messages/context.tsx";

export type Wait = "no" | "short" | "soon" | "long";

/** Faster than this an answer needs no picture of waiting; slower than that it needs a word. */
const SOON = 200;
const LONG = 5_000;

/** How long something has been waited for, in steps that matter to whoever waits. */
export function useWaiting(waits: boolean): Wait {
  const [wait, setWait] = useState<Wait>("no");
  useEffect(() => {
    setWait(waits ? "short" : "no");
    if (!waits) return;
    const soon = setTimeout(() => setWait("soon"), SOON);
    const long = setTimeout(() => setWait("long"), LONG);
    return () => {
      clearTimeout(soon);
      clearTimeout(long);
    };
  }, [waits]);
  return waits ? wait : "no";
}

/** Says that it takes long, and that nothing is lost by it. */
export function Waiting({ for: wait }: { readonly for: Wait }) {
  const t = useMessages();
  return (
    <p role="status" className="more-note">
      {wait === "long" && t.sessions.slow}
    </p>
  );
}

/** Rows as high as those to come, so that nothing jumps. */
export function Skeleton({ rows }: { readonly rows: number }) {
  return (
    <div className="day" aria-hidden="true">
      <div className="day-head">
        <span className="day-number bone">00</span>
      </div>
      <div className="rows">
        {Array.from({ length: Math.min(Math.max(rows, 3), 20) }, (_, i) => i).map((row) => (
          <div key={row} className="row row-skeleton">
            <div className="row-time">
              <p className="time bone">00:00</p>
              <p className="soft bone">00</p>
            </div>
            <div className="row-person">
              <span className="avatar avatar-row" />
              <div className="person-words">
                <p className="name bone">Name</p>
                <p className="soft bone">Headline</p>
              </div>
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
