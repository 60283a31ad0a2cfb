/** One stretch of a weekday as it stands in the form. */
export interface Block {
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly from: string;
  readonly to: string;
}

export interface OfferLine {
  readonly minutes: string;
  /** In the currency's major unit, as people write prices. */
  readonly price: string;
  readonly currency: string;
}
