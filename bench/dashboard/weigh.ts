import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

export const gzipped = (content: string | Buffer): number => gzipSync(content).length;

export interface Scripts {
  readonly files: number;
  readonly bytes: number;
}

/**
 * What a page's JavaScript weighs in transfer, gzipped: every script that its HTML preloads, the one language that its entry loads,
 * and whatever those import. The manifest of all routes is not among them: its HTML names it, and no browser asks for it.
 */
export function scriptsOf(html: string, clientDir: string, language = "en"): Scripts {
  const read = (name: string) => readFileSync(path.join(clientDir, "assets", name));
  const wanted = namesIn(html).filter((name) => !name.startsWith("manifest-"));
  for (const name of wanted) {
    const code = read(name).toString();
    const imported = [...code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map(([, file = ""]) => file);
    const words = namesIn(code).filter((file) => file.startsWith(`${language}-`));
    for (const file of [...imported, ...words]) if (!wanted.includes(file)) wanted.push(file);
  }
  return { files: wanted.length, bytes: wanted.reduce((sum, name) => sum + gzipped(read(name)), 0) };
}

const namesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/assets\/([\w.-]+\.js)/g)].map(([, name = ""]) => name)),
];
