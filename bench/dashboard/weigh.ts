import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

export const gzipped = (content: string | Buffer): number => gzipSync(content).length;

/**
 * What a page's JavaScript weighs in transfer, gzipped: every script that its HTML names, the one language that its entry loads,
 * and whatever those import.
 */
export function scriptBytes(html: string, clientDir: string, language = "en"): number {
  const wanted = namesIn(html);
  for (const name of wanted) {
    const code = readFileSync(path.join(clientDir, "assets", name), "utf8");
    const imported = [...code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map(([, file = ""]) => file);
    const words = namesIn(code).filter((file) => file.startsWith(`${language}-`));
    for (const file of [...imported, ...words]) if (!wanted.includes(file)) wanted.push(file);
  }
  return wanted.reduce((sum, name) => sum + gzipped(readFileSync(path.join(clientDir, "assets", name))), 0);
}

/** The manifest, which Remix writes into the page's own scripts, is named there as well. */
const namesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/assets\/([\w.-]+\.js)/g)].map(([, name = ""]) => name)),
];
