import type { Watcher } from "../engine/watch.ts";

/** What the histories came by: every fault by its kind, every step of a booking's and of a refund's life. */
export interface Coverage {
  readonly faults: Record<string, number>;
  readonly transitions: Record<string, number>;
  histories: number;
}

export const emptyCoverage = (): Coverage => ({ faults: {}, transitions: {}, histories: 0 });

function count(into: Record<string, number>, name: string, by = 1): void {
  into[name] = (into[name] ?? 0) + by;
}

export const countFault = (coverage: Coverage, name: string): void => count(coverage.faults, name);

export function addCoverage(into: Coverage, other: Coverage): void {
  into.histories += other.histories;
  for (const [name, times] of Object.entries(other.faults)) count(into.faults, name, times);
  for (const [name, times] of Object.entries(other.transitions)) count(into.transitions, name, times);
}

export const transitionsWatched = ({ transitions }: Coverage): Watcher => ({
  saved: (_world, _host, before, after) => {
    if (before?.status !== after.status)
      count(transitions, `booking ${before?.status ?? "-"} > ${after.status}`);
    for (const refund of after.refunds) {
      const known = before?.refunds.find((other) => other.id === refund.id);
      if (known?.status === refund.status) continue;
      const reason = refund.manualReason === null ? "" : ` (${refund.manualReason})`;
      const from = known?.status ?? `- (${refund.cause})`;
      count(transitions, `refund ${from} > ${refund.status}${reason}`);
    }
  },
});
