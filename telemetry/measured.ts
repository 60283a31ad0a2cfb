// What is seen of Meridian from outside: one line in the log and one data point for each request and each try of an effect. Ids
// only: neither has a place for a name, an address, a token or a path as it was asked for.

/** What a request has waited for, in milliseconds; where it asked for several things at once, each counts. */
export interface Waited {
  d1: number;
  /** For bookings' objects. */
  objects: number;
}

export const nothingWaited = (): Waited => ({ d1: 0, objects: 0 });

/** The header of that name: where the time of an answer went. What is neither is our own code, or another service. */
export const serverTiming = ({
  part,
  waited,
  took,
}: Pick<RequestDone, "part" | "took"> & { readonly waited: Waited }): string =>
  `d1;dur=${waited.d1}, object;dur=${waited.objects}, ${part};dur=${took}`;

/** One request, answered. */
export interface RequestDone {
  readonly event: "request";
  readonly part: "page" | "api";
  readonly method: string;
  /** The route's pattern, such as `/sessions/:id`; `*` where none fits. */
  readonly route: string;
  readonly status: number;
  /** In milliseconds; in workerd the clock moves with input and output only. */
  readonly took: number;
  /** Of that, waited for D1. */
  readonly d1: number;
  /** And for bookings' objects. */
  readonly objects: number;
  /** Cloudflare's id of the request, the same at Pages and in the Worker; null in a local run. */
  readonly request: string | null;
  readonly person: string | null;
  readonly booking: string | null;
}

/** One try of an effect of a booking's object. */
export interface EffectDone {
  readonly event: "effect";
  /** Its type, such as `send_refund`. */
  readonly effect: string;
  /** `waits`: the service was asked and has no answer yet. */
  readonly outcome: "done" | "waits" | "failed" | "given_up";
  /** This try included. */
  readonly attempts: number;
  readonly took: number;
  /** Who it is for, where it is for one person. */
  readonly person: string | null;
  readonly booking: string | null;
}

export type Measured = RequestDone | EffectDone;

/** The binding's one method. */
export type Dataset = Pick<AnalyticsEngineDataset, "writeDataPoint">;

/** Cloudflare, Analytics Engine, "Limits": an index is at most 96 bytes. */
const INDEX_BYTES = 96;

/** Writes the line and the data point. Neither is waited for, and nothing that is done depends on them. */
export function tell(measured: Measured, dataset: Dataset | undefined): void {
  console.log(JSON.stringify(measured));
  dataset?.writeDataPoint(pointOf(measured));
}

/**
 * The columns of the dataset (docs/operations.md, "Counters and latencies"). The index is what is sampled by when there is much:
 * so each route and each effect keeps points of its own.
 */
export function pointOf(measured: Measured): Required<AnalyticsEngineDataPoint> {
  const { event, took, person, booking } = measured;
  if (event === "effect") {
    const { effect, outcome, attempts } = measured;
    return {
      indexes: [`effect ${effect}`.slice(0, INDEX_BYTES)],
      blobs: [event, "object", effect, "", outcome, person, booking, null],
      doubles: [took, 0, 0, attempts],
    };
  }
  const { part, method, route, status, d1, objects, request } = measured;
  return {
    indexes: [`${method} ${route}`.slice(0, INDEX_BYTES)],
    blobs: [event, part, route, method, `${Math.floor(status / 100)}xx`, person, booking, request],
    doubles: [took, status, d1, 1, objects],
  };
}
