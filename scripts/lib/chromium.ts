import { existsSync } from "node:fs";
import { installPackage } from "./debian.ts";
import { UsageError } from "./project.ts";

/** The one without windows first: it is what a test needs, and takes half of the processor's time. */
const PLACES = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** Debian's packages, best first; an older one may lack the first. */
const PACKAGES = ["chromium-headless-shell", "chromium"];

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
  for (const name of PACKAGES) {
    say(`installing Chromium for the end-to-end tests (apt-get install ${name})`);
    const said = await installPackage(name);
    if (findChromium() !== null) return;
    if (said !== null) say(said);
  }
  throw new UsageError(
    "the end-to-end tests need Chromium: install it (Debian: apt-get install chromium-headless-shell, or chromium) or set CHROMIUM_PATH",
  );
}
