/** A small realistic mistake: one piece of one file of the product, and what somebody might have written instead. */
export interface Patch {
  readonly name: string;
  /** Why it is wrong, in a few words. */
  readonly mistake: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly put: string;
}
