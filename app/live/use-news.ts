import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { News } from "../../durable-objects/listener-contract.ts";
import { askFresh } from "./fresh.ts";
import { openLine } from "./line.ts";

/**
 * Hears, while the page is open, which of the reader's bookings has changed. Whatever was missed before the line was open is
 * asked for when it opens, and what is asked after news is read where it was written.
 * @param isBehind asks, on a page that has just been drawn, whether it must be drawn again: it hardly ever must.
 */
export function useNews(heard: (news: News) => void, isBehind: () => Promise<boolean>): void {
  const { revalidate } = useRevalidator();
  const latest = useRef({ heard, isBehind });
  useEffect(() => {
    latest.current = { heard, isBehind };
  }, [heard, isBehind]);
  useEffect(() => {
    const url = new URL("/api/live", location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    return openLine(url.href, {
      news(news) {
        askFresh();
        latest.current.heard(news);
      },
      async opened(again) {
        askFresh();
        if (again || (await latest.current.isBehind())) revalidate();
      },
      signedOut: revalidate,
    });
  }, [revalidate]);
}
