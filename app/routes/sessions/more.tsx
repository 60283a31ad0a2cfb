import { type MouseEvent, useEffect, useRef, useState } from "react";
import { useAnnounce } from "../../components/announcer.tsx";
import { isPlainClick } from "../../components/following.ts";
import { useMessages } from "../../messages/context.tsx";
import type { Next } from "./list.ts";
import { Skeleton } from "./skeleton.tsx";
import type { Growth } from "./use-list.ts";

interface MoreProps {
  readonly next: Next | null;
  readonly back: string | null;
  readonly growth: Growth;
  readonly onGrow: () => Promise<number>;
}

/** A link to the next page; with JavaScript the next page grows below this one, and reading goes on at its first session. */
export function More({ next, back, growth, onGrow }: MoreProps) {
  const t = useMessages();
  const announce = useAnnounce();
  const [found, setFound] = useState<number | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const rows = useRef(0);
  useEffect(() => {
    if (found === null || found === 0) return;
    document.querySelectorAll<HTMLElement>(".row")[rows.current]?.focus({ preventScroll: true });
  }, [found]);
  const grow = async (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    if (growth === "loading") return;
    setFound(null);
    rows.current = document.querySelectorAll(".row:not(.row-skeleton)").length;
    const count = await onGrow();
    setFound(count);
    if (count > 0) announce(t.sessions.grown(count));
  };
  if (next === null && back === null) return null;
  return (
    <div ref={place}>
      {growth === "loading" && <Skeleton rows={3} />}
      {growth === "failed" && (
        <p className="more-note" role="alert">
          {t.sessions.growFailed}
        </p>
      )}
      {growth === "rest" && found === 0 && next !== null && (
        <p className="more-note" role="status">
          {t.sessions.lookedTo(next.lookedTo)}
        </p>
      )}
      <nav className="more" aria-label={t.sessions.pages}>
        {back !== null && (
          <a data-follow="" href={back} className="text-link">
            {t.sessions.toFirst}
          </a>
        )}
        {next !== null && (
          <a
            data-follow=""
            href={next.path}
            className="button"
            onClick={grow}
            aria-disabled={growth === "loading"}
          >
            {growth === "failed" ? t.failure.again : t.sessions.more}
          </a>
        )}
      </nav>
    </div>
  );
}
