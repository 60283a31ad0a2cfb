import { useLocation } from "@remix-run/react";
import { useEffect } from "react";
import type { Frame } from "../frame.ts";

/** Named in public/service-worker.js, too, which shares no module with us. */
const COPY = "meridian-next-session";
const PAGE = "/offline";
/** A page that has just come is left alone first; several changes in a row are one. */
const CALM_MS = 2_500;

/**
 * Keeps the next session readable without a network: one small page, made by the server for this, with its styles and fonts.
 * It holds no token, no room's address and nobody else's data. Asked for anew whenever a page of sessions was; gone as soon as
 * a page says that nobody is signed in (and by `Clear-Site-Data` at signing out, which needs no script).
 */
export function useOfflineCopy(frame: Frame | null): void {
  const { pathname } = useLocation();
  const viewer = frame === null ? undefined : (frame.viewer?.id ?? null);
  const now = frame?.now;
  const wanted = typeof viewer === "string" && pathname.startsWith("/sessions");
  useEffect(() => {
    if (viewer === null) void forget();
  }, [viewer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer of the server's (`now`) may bring another next session
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => void keep(), CALM_MS);
    return () => clearTimeout(timer);
  }, [wanted, viewer, now]);
}

const possible = (): boolean => "serviceWorker" in navigator && "caches" in window;

async function keep(): Promise<void> {
  if (!possible()) return;
  try {
    const answer = await fetch(PAGE);
    if (!answer.ok || answer.redirected) return;
    const parts = partsOf(await answer.clone().text());
    const copy = await caches.open(COPY);
    await copy.addAll(parts);
    await copy.put(PAGE, answer);
    const wanted = new Set([PAGE, ...parts].map((path) => new URL(path, location.origin).href));
    const kept = await copy.keys();
    await Promise.all(kept.filter(({ url }) => !wanted.has(url)).map((old) => copy.delete(old)));
    await navigator.serviceWorker.register("/service-worker.js");
  } catch {
    // Without a network, storage or permission the last copy stands, or there is none: nothing on this page depends on it.
  }
}

/** What the page needs beside itself, as the page names it. */
function partsOf(html: string): string[] {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("link[href], script[src]")].flatMap(
    (part) => part.getAttribute("href") ?? part.getAttribute("src") ?? [],
  );
}

async function forget(): Promise<void> {
  if (!possible()) return;
  await caches.delete(COPY);
  const known = await navigator.serviceWorker.getRegistration();
  await known?.unregister();
}
