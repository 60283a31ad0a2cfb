import { registerHooks } from "node:module";
import type { Patch } from "../planted/patch.ts";

// The simulation runs in plain Node, which reads TypeScript itself: no bundler between the product's code and the clock.
// Two things are changed on the way in: the mail renderer is replaced (plain-letter.ts says why), and, where a planted bug is
// asked for (`?planted=name` on the entry, handed on to all it imports), one file's text.

const RENDERER = /\/mail\/render\.ts$/;
const LETTER = new URL("./plain-letter.ts", import.meta.url).href;

let installed = false;

/** @param patches the planted bugs that may be asked for. */
export function installHooks(patches: readonly Patch[]): void {
  if (installed) return;
  installed = true;
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const [path = "", own] = found.url.split("?");
      if (!path.startsWith("file:") || path.includes("/node_modules/")) return found;
      const target = RENDERER.test(path) ? LETTER : path;
      const inherited = own ?? context.parentURL?.split("?")[1];
      return { ...found, url: inherited === undefined ? target : `${target}?${inherited}` };
    },
    load(url, context, next) {
      const loaded = next(url, context);
      const [path = "", query = ""] = url.split("?");
      const name = new URLSearchParams(query).get("planted");
      const patch = name === null ? undefined : patches.find((other) => other.name === name);
      if (patch === undefined || !path.endsWith(`/${patch.file}`)) return loaded;
      return { ...loaded, source: patched(String(loaded.source), patch) };
    },
  });
}

/** @throws when the text that a patch changes is not there exactly once: the code has moved on, and so must the patch. */
export function patched(source: string, patch: Patch): string {
  if (source.split(patch.find).length !== 2) {
    throw new Error(
      `the planted bug "${patch.name}" does not apply to ${patch.file}: mend test/simulation/planted`,
    );
  }
  return source.replace(patch.find, () => patch.put);
}
