import { useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef } from "react";
import type { News } from "../../durable-objects/listener-contract.ts";
import { useAnnounce } from "../components/announcer.tsx";
import { useMessages } from "../messages/context.tsx";
import type { SessionCard } from "../session/card.ts";
import { askCard } from "./ask.ts";
import { changeWords } from "./change-words.ts";
import { useNews } from "./use-news.ts";

/** The page of one session: asks again when it hears of it, and says what has become of it. */
export function useCardNews(card: SessionCard): void {
  const t = useMessages();
  const announce = useAnnounce();
  const { revalidate } = useRevalidator();
  const known = useRef(card);
  useEffect(() => {
    const before = known.current;
    known.current = card;
    const words = before.id === card.id ? changeWords(t, before, card) : null;
    if (words !== null) announce(words);
  }, [announce, card, t]);
  const { id, version } = card;
  const heard = useCallback(
    (news: News) => {
      if (news.booking === id && news.version > version) revalidate();
    },
    [id, revalidate, version],
  );
  const isBehind = useCallback(async () => (await askCard(id))?.version !== version, [id, version]);
  useNews(heard, isBehind);
}
