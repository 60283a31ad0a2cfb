import type { RibbonBlock, SessionCard, Sky } from "../../session/card.ts";

export interface AgendaDay {
  readonly key: string;
  readonly path: string;
  readonly weekday: string;
  readonly date: string;
  readonly isToday: boolean;
  readonly sky: Sky;
  readonly blocks: readonly RibbonBlock[];
  readonly entries: readonly AgendaEntry[];
  /** When one can be booked, in words: the weekly hours, or that there are none. */
  readonly open: string;
  /** That the clocks change, in words; null on ordinary days. */
  readonly change: string | null;
  /** Whether there may be more than is listed. */
  readonly cut: boolean;
}

export interface AgendaEntry {
  readonly card: SessionCard;
  /** "10:00 AM". */
  readonly until: string;
}

/** Where the schedule's links lead. */
export interface AgendaWay {
  readonly previous: string;
  readonly next: string;
  readonly today: string;
  readonly week: string;
  readonly day: string;
}
