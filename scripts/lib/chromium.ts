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
  const told = process.env["CHROMIUM_PATH"];
  return [...(told ? [told] : []), ...PLACES].find((place) => existsSync(place)) ?? null;
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
 * For what measures: Chromium without its windows (Debian's package, Playwright's usual browser), which leaves more of the processor to
 * the page; the whole one where it is not to be had. Not for tests: it has nobody to ask for a camera.
 */
export async function ensureChromiumShell(say: (line: string) => void): Promise<string> {
  const told = process.env["CHROMIUM_PATH"];
  if (told) return told;
  if (!existsSync(SHELL)) await installPackage("chromium-headless-shell");
  if (existsSync(SHELL)) return SHELL;
  say(
    "chromium-headless-shell is not to be had: measured in the whole browser, whose scores are lower on few cores",
  );
  await ensureChromium(say);
  return findChromium() ?? "";
}
