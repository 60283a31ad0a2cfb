import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

interface ProcessFacts {
  parent: number;
  /** The program's name as the system shows it. */
  name: string;
  startedAt: string;
}

/** What tells a process from a later one that was given the same number: when it started. Null when there is none. */
export function identityOf(pid: number): string | null {
  return factsOf(pid)?.startedAt ?? null;
}

/** Read from /proc on Linux (small images have no `ps`), from `ps` elsewhere. Null when there is no such process. */
export function factsOf(pid: number): ProcessFacts | null {
  try {
    return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
  } catch {
    return null;
  }
}

function fromProc(pid: number): ProcessFacts | null {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name, in parentheses, may hold anything: fields are counted behind it. State is the 3rd, parent the 4th, start the 22nd.
  const nameEnd = stat.lastIndexOf(")");
  const fields = stat.slice(nameEnd + 2).split(" ");
  const [state, parent, startedAt] = [fields[0], Number(fields[1]), fields[19] ?? ""];
  if (state === "Z" || state === "X") return null;
  return { parent, name: stat.slice(stat.indexOf("(") + 1, nameEnd), startedAt };
}

function fromPs(pid: number): ProcessFacts | null {
  const args = ["-o", "ppid=,lstart=,comm=", "-p", String(pid)];
  // "  501 Mon Nov 23 07:15:00 2026 /bin/sh"
  const [parent, ...rest] = execFileSync("ps", args, { encoding: "utf8" }).trim().split(/\s+/);
  if (parent === undefined || rest.length < 6) return null;
  return { parent: Number(parent), name: rest.slice(5).join(" "), startedAt: rest.slice(0, 5).join("_") };
}
