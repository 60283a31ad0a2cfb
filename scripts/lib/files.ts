import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** A file, or all files of a folder however deep, in a stable order; nothing where there is nothing. */
export function filesUnder(source: string): string[] {
  if (!existsSync(source)) return [];
  if (statSync(source).isFile()) return [source];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
