import { useEffect, useReducer, useRef } from "react";
import type { Instant } from "../../domain/time.ts";

/** A timer further away than this overflows: it is set again on the way. */
const LONGEST_TIMER = 12 * 3_600_000;

interface ServerClock {
  readonly server: Instant;
  readonly wall: number;
  readonly steady: number;
}

/**
 * The server's time, whatever the reader's clock says: the page brought the server's `now`, and what has passed since is
 * counted here. The steady counter stands still while some machines sleep, the wall clock does not: the later of both counts.
 */
function readClock({ server, wall, steady }: ServerClock): Instant {
  return Math.floor(server + Math.max(performance.now() - steady, Date.now() - wall));
}

/**
 * The server took `now` before it asked D1 and made the page (`Server-Timing` says how long that was), and before that travelled
 * here and was started: that time has passed already.
 */
function sinceArrival(): number {
  const [page] = performance.getEntriesByType("navigation");
  if (!(page instanceof PerformanceNavigationTiming)) return 0;
  const made = page.serverTiming.find(({ name }) => name === "page")?.duration ?? 0;
  return performance.now() - page.responseStart + made;
}

/** Longer than any answer of ours is on its way. */
const SLOWEST_ANSWER = 30_000;

/**
 * A slow answer brings an old `now`: what was counted here is nearer to the truth then. Further ahead than any answer is slow, it
 * was the reader's clock that jumped, and the server is right.
 */
function later(serverNow: Instant, running: ServerClock | null): Instant {
  const counted = running === null ? serverNow : readClock(running);
  return counted > serverNow && counted - serverNow < SLOWEST_ANSWER ? counted : serverNow;
}

/** The `now` that the document brought, as against one that was asked for since: null where a document brought none. */
let documentNow: Instant | null | undefined;

/** For the root, which is drawn before any page: what it says first came with the document. */
export function useDocumentClock(now: Instant | null): void {
  if (typeof document !== "undefined" && documentNow === undefined) documentNow = now;
}

/**
 * The current instant, as often as it matters: the component is drawn again just after each of `boundaries`, to the second, and
 * when a page that slept in the background is looked at again and one has passed. Between two of them this stands still, so that
 * nothing is drawn again for the time alone.
 */
export function useClock(serverNow: Instant, boundaries: (now: Instant) => readonly Instant[]): Instant {
  const nextAfter = (shown: Instant): Instant =>
    boundaries(shown)
      .filter((boundary) => boundary > shown)
      .reduce((a, b) => Math.min(a, b), Infinity);
  // Earlier than what is shown it is when the reader's clock had jumped.
  const [now, look] = useReducer(
    (shown: Instant, at: Instant) => (at < shown || at >= nextAfter(shown) ? at : shown),
    serverNow,
  );
  const clock = useRef<ServerClock | null>(null);
  const next = nextAfter(now);

  useEffect(() => {
    const late = serverNow === documentNow ? sinceArrival() : 0;
    const server = later(serverNow, clock.current);
    clock.current = { server, wall: Date.now() - late, steady: performance.now() - late };
    look(readClock(clock.current));
  }, [serverNow]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wake = () => {
      if (clock.current === null) return;
      const at = readClock(clock.current);
      look(at);
      clearTimeout(timer);
      // Past `next`, another takes its place and this runs anew; before it (a far timer, a page that woke) it waits on.
      if (next > at && next !== Infinity) timer = setTimeout(wake, Math.min(next - at + 5, LONGEST_TIMER));
    };
    wake();
    document.addEventListener("visibilitychange", wake);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", wake);
    };
  }, [next]);

  return now;
}

/** The next whole minute before an instant, and the instant itself: what a countdown wakes up for. */
export function minutesBefore(instant: Instant, now: Instant): readonly Instant[] {
  const left = Math.ceil((instant - now) / 60_000);
  return left > 0 ? [instant - (left - 1) * 60_000, instant] : [instant];
}
