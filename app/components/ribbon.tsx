import type { RibbonSpot } from "../session/card.ts";

const DAY_MINUTES = 24 * 60;
/** Short sessions stay visible: no block is narrower than an hour. */
const NARROWEST = 60;

/** Where the block stands, in per cent of the day: always whole inside the bar, also for a session that crosses midnight. */
export function blockOf({ at, length }: RibbonSpot): { readonly left: number; readonly width: number } {
  const width = Math.min(Math.max(length, NARROWEST), DAY_MINUTES);
  const left = Math.min(at, DAY_MINUTES - width);
  const percent = (minutes: number) => Math.round((minutes / DAY_MINUTES) * 10_000) / 100;
  return { left: percent(left), width: percent(width) };
}

/** A day from midnight to midnight: night, dawn, day, dusk, and the session on it. The words beside it say the same. */
export function Ribbon({ spot, thick }: { readonly spot: RibbonSpot; readonly thick?: boolean }) {
  const { left, width } = blockOf(spot);
  return (
    <svg className={thick ? "ribbon ribbon-thick" : "ribbon"} aria-hidden="true" focusable="false">
      <rect className="ribbon-block" x={`${left}%`} width={`${width}%`} y="0" height="100%" />
    </svg>
  );
}
