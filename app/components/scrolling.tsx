import { ScrollRestoration, useLocation, useRevalidator } from "@remix-run/react";
import { useLayoutEffect, useRef } from "react";

/**
 * The browser's way with scrolling, kept by the router; but what reads a page again in its place leaves the reader where they are. The
 * router would bring them back to where they were when it began to ask, which on a slow connection is some screens away.
 */
export function Scrolling({ nonce }: { readonly nonce: string }) {
  const { state } = useRevalidator();
  const { key } = useLocation();
  const before = useRef({ state, key });
  // A link that is followed meanwhile ends the reading, too, and has a place of its own.
  const isRead = before.current.state === "loading" && state === "idle" && before.current.key === key;
  const here = isRead ? scrollY : 0;
  useLayoutEffect(() => {
    before.current = { state, key };
    if (isRead && scrollY !== here) scrollTo(0, here);
  }, [state, key, isRead, here]);
  return <ScrollRestoration nonce={nonce} />;
}
