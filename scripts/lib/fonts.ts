import { installPackage } from "./debian.ts";
import { run } from "./run.ts";

/** A language that a bare machine cannot write, and the package of Debian's with what is written like it. */
const NEEDED = [
  ["my", "fonts-noto-core"],
  ["ja", "fonts-droid-fallback"],
  ["ko", "fonts-nanum"],
] as const;

/** People's machines write every script; one that takes pictures has to be given the letters, or names are rows of boxes. */
export async function ensureFonts(say: (line: string) => void): Promise<void> {
  for (const [language, name] of NEEDED) {
    if (await hasFontFor(language)) continue;
    say(`installing letters for names of many languages (apt-get install ${name})`);
    await installPackage(name);
    if (!(await hasFontFor(language))) say(`without ${name} some names are boxes in the pictures`);
  }
}

/** fontconfig says nothing where there is none; without fontconfig's own tool nothing is known. */
async function hasFontFor(language: string): Promise<boolean> {
  const said = await run("fc-list", [`:lang=${language}`], { output: "keep" }).catch(() => null);
  return said !== null && said.stdout.trim() !== "";
}
