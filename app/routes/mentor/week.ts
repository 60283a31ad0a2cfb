export interface SlotDay {
  readonly day: string;
  readonly weekday: string;
  readonly date: string;
  readonly full: string;
  readonly slots: readonly { readonly startsAt: string; readonly time: string }[];
}

export interface Week {
  readonly from: string;
  readonly label: string;
  readonly previous: string | null;
  readonly next: string | null;
}
