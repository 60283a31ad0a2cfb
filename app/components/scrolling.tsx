import { ScrollRestoration, useRevalidator } from "@remix-run/react";
import { useLayoutEffect, useRef } from "react";

/**
 * The browser's way with scrolling, kept by the router; but what reads a page again in its place leaves the reader where they are. The
 * router would bring them back to where they were when it began to ask, which on a slow connection is some screens away.
 */
export function Scrolling({ nonce }: { readonly nonce: string | undefined }) {
  const { state } = useRevalidator();
  const before = useRef(state);
  const isRead = before.current === "loading" && state === "idle";
  const here = isRead ? scrollY : 0;
  useLayoutEffect(() => {
    before.current = state;
    if (isRead && scrollY !== here) scrollTo(0, here);
  }, [state, isRead, here]);
  return <ScrollRestoration nonce={nonce} />;
}
