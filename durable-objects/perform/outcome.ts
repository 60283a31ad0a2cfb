import type { Command } from "../../domain/commands.ts";
import type { Milliseconds } from "../../domain/time.ts";

/**
 * What came of trying an effect: done, with what the booking is to be told about it; or not yet, since something elsewhere is
 * still under way. An outage is thrown, and tried again.
 */
export type Outcome =
  | { readonly done: true; readonly report: Command | null }
  | { readonly done: false; readonly why: string; readonly within?: Milliseconds };

export const done = (report: Command | null = null): Outcome => ({ done: true, report });

export const notYet = (why: string): Outcome => ({ done: false, why });
