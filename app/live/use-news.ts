import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { News } from "../../durable-objects/listener-contract.ts";
import { askFresh } from "./fresh.ts";
import { openLine } from "./line.ts";

/**
 * Hears, while the page is open, which of the reader's bookings has changed. Whatever was missed before the line was open is
 * asked for when it opens, and what is asked after news is read where it was written.
 */
export function useNews(heard: (news: News) => void): void {
  const { revalidate } = useRevalidator();
  const latest = useRef(heard);
  useEffect(() => {
    latest.current = heard;
  }, [heard]);
  useEffect(() => {
    const url = new URL("/api/live", location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    return openLine(url.href, {
      news(news) {
        askFresh();
        latest.current(news);
      },
      opened() {
        askFresh();
        revalidate();
      },
      signedOut: revalidate,
    });
  }, [revalidate]);
}
