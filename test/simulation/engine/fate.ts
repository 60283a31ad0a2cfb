import { luck } from "./random.ts";

/** Something that went wrong, and where: enough to let it go wrong again. */
export interface Deed {
  /** The step it befell: `b0/stripe.createRefund/2` is the second such call of that booking. */
  readonly where: string;
  readonly what: string;
}

/**
 * Decides what goes wrong. From the seed at first, and each step's fate depends on nothing but the seed and the step's own name;
 * from a list when a story is told again, so that deeds can be left out one by one.
 */
export class Fate {
  readonly happened: Deed[] = [];
  /** Every step that could have gone wrong, and how; null when nobody wants to know. */
  asked: { readonly where: string; readonly kinds: readonly string[] }[] | null = null;
  /** All faults off: what is left runs to its end undisturbed. */
  quiet = false;
  readonly seed: number;
  readonly #rate: number;
  readonly #script: ReadonlyMap<string, string> | null;

  constructor(seed: number, rate: number, script: readonly Deed[] | null) {
    this.seed = seed;
    this.#rate = rate;
    this.#script = script && new Map(script.map((deed) => [deed.where, deed.what]));
  }

  /** What befalls this step; null when nothing does, as mostly. @param weight how likely, compared with other steps. */
  of<K extends string>(where: string, kinds: readonly K[], weight = 1): K | null {
    if (this.quiet) return null;
    this.asked?.push({ where, kinds });
    const what = this.#script === null ? this.#drawn(where, kinds, weight) : this.#scripted(where, kinds);
    if (what !== null) this.happened.push({ where, what });
    return what;
  }

  /** Between 0 and 1, for how long and how late. */
  degree(where: string): number {
    return luck(this.seed + 1, where);
  }

  #drawn<K extends string>(where: string, kinds: readonly K[], weight: number): K | null {
    if (luck(this.seed, where) >= this.#rate * weight) return null;
    return kinds[Math.floor(luck(this.seed + 2, where) * kinds.length)] ?? null;
  }

  #scripted<K extends string>(where: string, kinds: readonly K[]): K | null {
    const what = this.#script?.get(where);
    return kinds.find((kind) => kind === what) ?? null;
  }
}
