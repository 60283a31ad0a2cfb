import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./project.ts";

/**
 * What a script was told behind `--`: read before it does anything, by a script that takes nothing, too.
 * @param usage how it is called, in one line.
 * @throws UsageError at what is no option of its own, or lacks its value: in one line, with the usage.
 */
export function readOptions<const T extends ParseArgsConfig>(
  usage: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith("ERR_PARSE_ARGS_")) throw error;
    // What follows is about `parseArgs`.
    throw new UsageError(`${message.split(/[.\n]/)[0]}. Usage: ${usage}`);
  }
}
