import { useNavigate } from "@remix-run/react";
import { useEffect } from "react";

/** Whoever holds a key or another button wants another tab, another window or a download: that is the browser's. */
export const isPlainClick = (event: {
  readonly button: number;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}): boolean => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/**
 * Lets the router follow the links that ask for it by `data-follow`: those of which a list has sixty, and those that every page has.
 * Each `Link` of its own looks up its route and listens by itself, which was a twentieth of a list's time on the server, and more in
 * the browser. With `data-follow="here"` the page stays where it is scrolled to.
 */
export function useFollowing(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      // Something nearer may have answered already.
      if (event.defaultPrevented || !isPlainClick(event)) return;
      const { target } = event;
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-follow]") : null;
      if (link === null) return;
      event.preventDefault();
      const path = link.pathname + link.search + link.hash;
      navigate(path, { preventScrollReset: link.dataset["follow"] === "here" });
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [navigate]);
}
