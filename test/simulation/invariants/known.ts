/** A bug of the product that the simulation has found and that waits to be mended: counted, and no failure until then. */
export interface KnownBug {
  readonly what: RegExp;
  readonly why: string;
  /** Tells its story: `npm run simulate -- --seed S --histories 1`. */
  readonly seed: number;
}

/** Empty it by mending the product; a line that no history meets any more is removed. */
export const KNOWN_BUGS: readonly KnownBug[] = [];

export const isKnown = (violation: string): boolean => KNOWN_BUGS.some(({ what }) => what.test(violation));
