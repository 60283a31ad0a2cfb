import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { experimental_getWranglerCommands as wranglerCommands } from "wrangler";

// Whoever operates Meridian copies commands out of its pages: each is there, with the flags that it is given. Of wrangler its own
// definitions say so, of ours package.json and the script's source.

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

const PAGES = ["README.md", ...readdirSync(path.join(ROOT, "docs")).filter((name) => name.endsWith(".md"))];

/** In backquotes, or on a line of their own. */
const commandsIn = (text: string, program: string): readonly (readonly string[])[] =>
  [...text.matchAll(new RegExp(`(?:^ *|\`)${program} ([^\`\\n]+)`, "gm"))].map(([, rest = ""]) =>
    rest
      .replace(/\s#.*$/, "")
      .replace(/"[^"]*"/g, "TEXT")
      .replace(/ \\?$/, "")
      .split(/\s+/),
  );

const documented = (program: string) =>
  PAGES.flatMap((page) => {
    const text = read(page === "README.md" ? page : `docs/${page}`);
    return commandsIn(text, program).map((words) => ({ page, words, line: [program, ...words].join(" ") }));
  });

const flagsOf = (words: readonly string[]): readonly string[] =>
  words.flatMap((word) => /^\[?--?([a-z][\w-]*)/.exec(word)?.[1] ?? []);

interface Flag {
  readonly alias?: string | readonly string[];
}
interface Commands {
  readonly definition?: { readonly type: string; readonly args?: Readonly<Record<string, Flag>> };
  readonly subtree: ReadonlyMap<string, Commands>;
}

const namesOf = (flags: Readonly<Record<string, Flag>>): readonly string[] =>
  Object.entries(flags).flatMap(([name, { alias = [] }]) => [name, ...[alias].flat()]);

/** What is wrong with a command of wrangler's; null when nothing is. */
function wrongWithWrangler(words: readonly string[]): string | null {
  const { registry, globalFlags } = wranglerCommands() as unknown as {
    registry: Commands;
    globalFlags: Readonly<Record<string, Flag>>;
  };
  let found: Commands = registry;
  for (const word of words) {
    const next = found.subtree.get(word);
    if (next === undefined) break;
    found = next;
  }
  if (found.definition?.type !== "command") return "there is no such command";
  const known = [...namesOf(globalFlags), ...namesOf(found.definition.args ?? {})];
  const unknown = flagsOf(words).filter((flag) => !known.includes(flag));
  return unknown.length === 0 ? null : `it has no ${unknown.join(", ")}`;
}

const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };

/** A script's source, and that of what it imports: whoever reads a flag names it. */
function sourceOf(command: string): string {
  const file = /^node (\S+)/.exec(command)?.[1];
  if (file === undefined) return command;
  const source = read(file);
  const imports = [...source.matchAll(/from "(\.[^"]+)"/g)].map(([, to = ""]) =>
    path.join(path.dirname(file), to),
  );
  return [source, ...imports.filter((to) => existsSync(path.join(ROOT, to))).map(read)].join("\n");
}

/** The same of a script of ours. */
function wrongWithScript([name = "", ...rest]: readonly string[]): string | null {
  const command = scripts[name.replace(/[.,;:)]+$/, "")];
  if (command === undefined) return "there is no such script";
  const given = rest.slice(rest.findIndex((word) => /^\[?--$/.test(word)) + 1);
  const source = sourceOf(command);
  // An option of parseArgs or of wholeNumbers, or looked for by itself.
  const takes = (flag: string) => new RegExp(`--${flag}\\b|\\b${flag}"?: *(\\{\\s*type:|\\d)`).test(source);
  const unknown = flagsOf(given).filter((flag) => !takes(flag));
  return unknown.length === 0 ? null : `it has no ${unknown.join(", ")}`;
}

describe("a command that the pages name", () => {
  it("of wrangler's is there, with each of its flags", () => {
    const all = documented("npx wrangler");
    expect(all.length).toBeGreaterThan(10);
    expect(
      all.flatMap(({ page, words, line }) => wrongWithWrangler(words)?.concat(`: ${page}, ${line}`) ?? []),
    ).toEqual([]);
  });

  it("of ours is there, with each of its flags", () => {
    const all = documented("npm run");
    expect(all.length).toBeGreaterThan(40);
    expect(
      all.flatMap(({ page, words, line }) => wrongWithScript(words)?.concat(`: ${page}, ${line}`) ?? []),
    ).toEqual([]);
  });

  it.each([
    ["d1 time-travel undo DB", "there is no such command"],
    ["d1", "there is no such command"],
    ["d1 time-travel restore DB --yesterday -c worker/wrangler.toml", "it has no yesterday"],
  ])("wrangler %s is found out", (line, why) => {
    expect(wrongWithWrangler(line.split(" "))).toBe(why);
  });

  it.each([
    ["deploys", "there is no such script"],
    ["deploy -- --stage preview", "it has no stage"],
  ])("npm run %s is found out", (line, why) => {
    expect(wrongWithScript(line.split(" "))).toBe(why);
  });
});
