import type { Invariant } from "./invariant.ts";

/** Nobody is asked to pay, told or let in for a slot that is not theirs: until D1 has the claim, nothing else is done. */
export const claimComesFirst = (): Invariant => ({
  called: (world, host, call) => {
    if (call.startsWith("d1.") || world.d1.rows.has(host.id)) return;
    world.violate(`${host.id} calls ${call} before its slot is claimed`);
  },
});
