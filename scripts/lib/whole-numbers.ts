import { parseArgs } from "node:util";
import { UsageError } from "./project.ts";

/**
 * A script's options, `--name N` each: whole numbers above 0.
 * @param defaults every option there is, with what it is unless told.
 * @throws UsageError when something else is said.
 */
export function wholeNumbers<N extends string>(defaults: Readonly<Record<N, number>>): Record<N, number> {
  const names = Object.keys(defaults) as N[];
  const usage = `use ${names.map((name) => `--${name} N`).join(" and ")}, whole numbers above 0`;
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  try {
    const { values } = parseArgs({ options });
    const entries = names.map((name) => [name, Number(values[name] ?? defaults[name])] as const);
    if (entries.every(([, number]) => Number.isSafeInteger(number) && number > 0)) {
      return Object.fromEntries(entries) as Record<N, number>;
    }
  } catch {
    // Not an option of this script: the usage tells which are.
  }
  throw new UsageError(usage);
}
