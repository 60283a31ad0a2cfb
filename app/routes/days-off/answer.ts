export type DaysOffProblem = "incomplete" | "past" | "backwards" | "long" | "many" | "refused";

export interface DaysOffAnswer {
  readonly problem: DaysOffProblem;
  /** What stood in the form. */
  readonly from: string;
  readonly to: string;
}
