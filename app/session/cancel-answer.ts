/** Why it cannot be cancelled (any more), and who to turn to. */
export interface Refusal {
  readonly why: string;
  /** Whether there is still a session to go to. */
  readonly stillOn: boolean;
  /** The address of our support. */
  readonly support: string | null;
}

/** What came of asking to cancel, for the form that asked. */
export type CancelAnswer =
  | { readonly outcome: "done"; readonly said: string }
  /** Something in the form is to be mended. */
  | { readonly outcome: "problem"; readonly problem: string }
  | { readonly outcome: "refused"; readonly refusal: Refusal }
  /** No answer came: it may have been decided all the same, and asking again does no harm. */
  | { readonly outcome: "unknown" };
