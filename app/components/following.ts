import { useNavigate } from "@remix-run/react";
import { useEffect } from "react";

/**
 * Lets the router follow the links that ask for it by `data-follow`: those of which a list has sixty. Each `Link` of its own looks up
 * its route and listens by itself, which for them was a thirtieth of a page's time on the server, and more in the browser.
 */
export function useFollowing(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      // Whoever answered already, and whoever wants another tab or a download.
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const { target } = event;
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-follow]") : null;
      if (link === null) return;
      event.preventDefault();
      navigate(link.pathname + link.search + link.hash);
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [navigate]);
}
