import { existsSync } from "node:fs";
import { installPackage } from "./debian.ts";
import { UsageError } from "./project.ts";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** What a browser needs to run in a container, and to leave the network alone. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** `CHROMIUM_PATH` decides, where it is given. */
export function findChromium(): string | null {
  return firstThere(PLACES);
}

function firstThere(places: readonly string[]): string | null {
  const told = process.env["CHROMIUM_PATH"];
  return [...(told ? [told] : []), ...places].find((place) => existsSync(place)) ?? null;
}

/** Playwright's own download is not to be had on every machine, so Debian's package it is: installed where that is allowed. */
export async function ensureChromium(say: (line: string) => void): Promise<void> {
  if (findChromium() !== null) return;
  say("installing Chromium for the end-to-end tests (apt-get install chromium)");
  const said = await installPackage("chromium");
  if (findChromium() !== null) return;
  if (said !== null) say(said);
  throw new UsageError(
    "the end-to-end tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH",
  );
}

const SHELL = "/usr/bin/chromium-headless-shell";

/**
 * Chromium without its windows (Debian's package, Playwright's usual browser), which leaves more of the processor to the page. It has
 * nobody to ask for a camera: what needs one takes the whole browser.
 */
export function findChromiumShell(): string | null {
  return firstThere([SHELL]);
}

/** The shell, installed where that is allowed; the whole browser where it is not to be had. */
export async function ensureChromiumShell(say: (line: string) => void): Promise<string> {
  if (findChromiumShell() === null) await installPackage("chromium-headless-shell");
  const shell = findChromiumShell();
  if (shell !== null) return shell;
  say(
    "chromium-headless-shell is not to be had: the whole browser does, but is slower, and measures lower on few cores",
  );
  await ensureChromium(say);
  return findChromium() ?? "";
}
