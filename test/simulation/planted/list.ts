import { DECIDING } from "./deciding.ts";
import { MEETING } from "./meeting.ts";
import type { Patch } from "./patch.ts";
import { PERFORMING } from "./performing.ts";

/** Every mistake that the simulation must catch, each switched on alone (planted.test.ts). */
export const PLANTED: readonly Patch[] = [...DECIDING, ...PERFORMING, ...MEETING];
