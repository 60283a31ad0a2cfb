import { useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef } from "react";
import type { News } from "../../../durable-objects/listener-contract.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { askCard, askPage } from "../../live/ask.ts";
import { changeWords } from "../../live/change-words.ts";
import { useNews } from "../../live/use-news.ts";
import { useMessages } from "../../messages/context.tsx";
import type { SessionCard } from "../../session/card.ts";
import { type Loaded, type Page, saysTheSame, withCard, withoutCard } from "./list.ts";

/**
 * What the list makes of news: a session that stands on it is asked for and changed in its place, where it stays although it may
 * belong to the other list by now; anything else may be new here, so the list is asked for again.
 */
export function useListNews(
  list: Loaded,
  first: Page,
  change: (how: (list: Loaded) => Loaded) => void,
): void {
  const t = useMessages();
  const announce = useAnnounce();
  const { revalidate } = useRevalidator();
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  }, [list]);
  const asking = useRef(new Set<string>());

  const take = useCallback(
    (before: SessionCard, after: SessionCard) => {
      const own = after.status === "cancelled" && after.cancelledBy === after.role;
      // One's own cancel is told by the dialog, or was another tab's: there is nothing to explain here.
      change((now) =>
        own && before.status !== "cancelled" ? withoutCard(now, after.id) : withCard(now, after),
      );
      const words = changeWords(t, before, after);
      if (words !== null) announce(words);
    },
    [change, announce, t],
  );
  const heard = useCallback(
    async ({ booking, version }: News) => {
      const before = latest.current.cards.find((card) => card.id === booking);
      if (before === undefined) return revalidate();
      if (before.version >= version || asking.current.has(booking)) return;
      asking.current.add(booking);
      const after = await askCard(booking);
      asking.current.delete(booking);
      if (after === null) return revalidate();
      take(before, after);
    },
    [revalidate, take],
  );
  const isBehind = useCallback(async () => {
    if (latest.current.cards.length > first.cards.length) return true;
    const now = await askPage(`/sessions${location.search}`);
    return now === null || !saysTheSame(now, first);
  }, [first]);
  useNews(heard, isBehind);
}
