import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Instant } from "../../domain/time.ts";

/** Not more often than this, however often somebody switches windows. */
const REST = 5_000;

/** A page that was in the background may be behind: when it is looked at again, or the connection is back, it asks anew. */
export function useRevalidateOnReturn(): void {
  const { revalidate, state } = useRevalidator();
  const last = useRef(0);
  useEffect(() => {
    const look = () => {
      const now = performance.now();
      if (document.visibilityState !== "visible" || now - last.current < REST || state !== "idle") return;
      last.current = now;
      revalidate();
    };
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("online", look);
    };
  }, [revalidate, state]);
}

/** Once an instant has passed that moves a session to another list, the lists are asked for again. */
export function useRevalidateAfter(now: Instant, instant: Instant): void {
  const { revalidate } = useRevalidator();
  const passed = now >= instant;
  const before = useRef(passed);
  useEffect(() => {
    if (passed && !before.current) revalidate();
    before.current = passed;
  }, [passed, revalidate]);
}
