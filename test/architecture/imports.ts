import path from "node:path";

/** A source file by its path from the project's root, with `/`. */
export interface Source {
  path: string;
  text: string;
}

export interface Import {
  from: string;
  /** A path from the root, or a package's name. */
  to: string;
  isPackage: boolean;
  /** Gone at run time. */
  typeOnly: boolean;
}

const STATEMENT = /^\s*(?:import|export)\s+(type\s+)?([^;"']*?\s+from\s+)?["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** What a file's import lines name; relative ones as paths from the root. */
export function importsOf({ path: file, text }: Source): Import[] {
  const statements = [...text.matchAll(STATEMENT)].map(([, typeWord, names = "", target = ""]) => {
    return importOf(file, target, typeWord !== undefined || allTypes(names));
  });
  return [
    ...statements,
    ...[...text.matchAll(DYNAMIC)].map(([, target = ""]) => importOf(file, target, false)),
  ];
}

function importOf(from: string, target: string, typeOnly: boolean): Import {
  const isPackage = !target.startsWith(".");
  const to = isPackage
    ? packageOf(target)
    : path.posix.join(path.posix.dirname(from), target.split("?")[0] ?? target);
  return { from, to, isPackage, typeOnly };
}

/** `{ type A, type B }` */
function allTypes(names: string): boolean {
  const inside = /\{([^}]*)\}/.exec(names)?.[1];
  if (inside === undefined || names.trim()[0] !== "{") return false;
  const parts = inside.split(",").filter((part) => part.trim() !== "");
  return parts.length > 0 && parts.every((part) => part.trim().startsWith("type "));
}

const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** Rings of files that import each other, each once, as the files on the way round. */
export function cyclesIn(imports: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to, isPackage } of imports) {
    if (!isPackage) targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, way: readonly string[]): void => {
    const seenAt = way.indexOf(file);
    if (seenAt >= 0) cycles.push(way.slice(seenAt));
    if (seenAt >= 0 || done.has(file)) return;
    for (const next of targets.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}
