import type { Booking, Refund } from "../../../domain/booking.ts";
import type { SimWorld } from "../engine/sim-world.ts";
import { bookingsOf, type Invariant } from "./invariant.ts";

/** Written out, and not the domain's own list: what it forgets, this must not. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  // A free session, or one that was taken over, begins anywhere.
  nothing: ["draft", "confirmed", "in_progress", "completed"],
  draft: ["draft", "confirmed", "in_progress", "completed", "expired"],
  confirmed: ["confirmed", "cancelled", "in_progress", "completed", "no_show"],
  in_progress: ["in_progress", "completed", "no_show"],
  completed: ["completed"],
  no_show: ["no_show"],
  cancelled: ["cancelled"],
  expired: ["expired"],
};

/** What can be recorded once in a booking's life. */
const ONCE = ["booked", "taken_over", "confirmed", "started", "completed", "missed", "cancelled", "expired"];

const REFUND_STEPS: Readonly<Record<string, readonly string[]>> = {
  requested: ["requested", "pending", "succeeded", "manual"],
  pending: ["pending", "succeeded", "manual"],
  succeeded: ["succeeded", "manual"],
  // Refused to one life of the object and made for the other, in the middle of a deploy: Stripe's list has it after all.
  manual: ["manual", "requested", "pending", "succeeded"],
};

/** Final states never change; versions only grow; what was recorded is never taken back; D1 never knows more than the object. */
export const finalStates = (): Invariant => ({
  saved: (world, host, before, after) => {
    const from = before?.status ?? "nothing";
    // A free session whose slot could not be claimed while its mentee waited: nobody was told that it was booked.
    const withdrawn = before?.version === 1 && host.disk.stored?.projectedVersion === 0;
    if (withdrawn && after.status === "expired") return;
    if (!STEPS[from]?.includes(after.status))
      world.violate(`${after.id} went from ${from} to ${after.status}`);
    if (before === null) return;
    if (after.version < before.version || after.version > before.version + 1) {
      world.violate(`${after.id} went from version ${before.version} to ${after.version}`);
    }
    if (after.timeline.length < before.timeline.length || after.refunds.length < before.refunds.length) {
      world.violate(`${after.id} forgot what had been recorded`);
    }
    for (const refund of before.refunds) judgeRefund(world, refund, after);
    if (before.status === "cancelled" && after.cancellation?.at !== before.cancellation?.at) {
      world.violate(`${after.id} was cancelled twice`);
    }
  },
  whenQuiet: (world) =>
    bookingsOf(world).flatMap(({ booking }) =>
      ONCE.filter((type) => booking.timeline.filter((entry) => entry.type === type).length > 1).map(
        (type) => `${booking.id} was ${type} more than once`,
      ),
    ),
  crashed: (world, host) => {
    const shown = world.d1.rows.get(host.id)?.booking.version ?? 0;
    const stored = host.booking?.version ?? 0;
    if (host.booking !== null && shown > stored)
      world.violate(`${host.id} is at version ${stored}, D1 at ${shown}`);
  },
});

/** What a person settled stays settled, and only what waits for a person is tried again. */
function judgeRefund(world: SimWorld, before: Refund, booking: Booking): void {
  const after = booking.refunds.find((refund) => refund.id === before.id);
  if (after === undefined) {
    world.violate(`refund ${before.id} is gone`);
    return;
  }
  const allowed = before.settledOutside ? ["succeeded"] : REFUND_STEPS[before.status];
  if (!allowed?.includes(after.status))
    world.violate(`refund ${before.id} went from ${before.status} to ${after.status}`);
  if (after.round !== before.round && before.status !== "manual")
    world.violate(`refund ${before.id} was tried again while it was ${before.status}`);
}
