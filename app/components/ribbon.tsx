import type { RibbonBlock, RibbonSpot, Sky } from "../session/card.ts";

const DAY_MINUTES = 24 * 60;
/** Short sessions stay visible: no block is narrower than an hour. */
const NARROWEST = 60;

interface Stretch {
  readonly left: number;
  readonly width: number;
}

/** Hundredths: finer than any screen. */
const percent = (minutes: number): number => Math.round((minutes / DAY_MINUTES) * 10_000) / 100;

/** Where the block stands, in per cent of the day: always whole inside the bar, also for a session that crosses midnight. */
export function blockOf({ at, length }: RibbonBlock): Stretch {
  const width = Math.min(Math.max(length, NARROWEST), DAY_MINUTES);
  return { left: percent(Math.min(at, DAY_MINUTES - width)), width: percent(width) };
}

/**
 * What is light of one day, in per cent: from `half` minutes before the sun's highest moment to as many after it. Where the clock
 * is far from the sun that reaches over midnight, and goes on at the bar's other end.
 */
export function lightOf({ noon }: Sky, half: number): readonly Stretch[] {
  if (half === 0) return [];
  if (half >= DAY_MINUTES / 2) return [{ left: 0, width: 100 }];
  return [-DAY_MINUTES, 0, DAY_MINUTES].flatMap((shift) => {
    const from = Math.max(0, noon - half + shift);
    const to = Math.min(DAY_MINUTES, noon + half + shift);
    return to <= from ? [] : [{ left: percent(from), width: percent(to - from) }];
  });
}

/** Once on a page: what its ribbons are filled with. Nights turn into days by degrees, over about an hour either way. */
export function Skies() {
  return (
    <svg className="skies" width="0" height="0" aria-hidden="true" focusable="false">
      <Change id="sky-dawn" from="sky-night" to="sky-dawn" over={5} />
      <Change id="sky-day" from="sky-dawn" to="sky-day" over={8} />
    </svg>
  );
}

/** @param over per cent of the stretch, at each of its ends. */
function Change({
  id,
  from,
  to,
  over,
}: {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly over: number;
}) {
  return (
    <linearGradient id={id}>
      <stop className={from} />
      <stop className={to} offset={`${over}%`} />
      <stop className={to} offset={`${100 - over}%`} />
      <stop className={from} offset="100%" />
    </linearGradient>
  );
}

/** A day from midnight to midnight: night, twilight, day, and the session on it. The words beside it say the same. */
export function Ribbon({ spot, thick }: { readonly spot: RibbonSpot; readonly thick?: boolean }) {
  return drawn(spot.sky, [spot], thick);
}

/** The same for all that a day holds. */
export function DayRibbon({
  sky,
  blocks,
  thick,
}: {
  readonly sky: Sky;
  readonly blocks: readonly RibbonBlock[];
  readonly thick?: boolean;
}) {
  return drawn(sky, blocks, thick);
}

/** A list has forty of them: by calls, since each component between would take as long as what it draws. */
function drawn(sky: Sky, blocks: readonly RibbonBlock[], thick = false) {
  return (
    <svg className={thick ? "ribbon ribbon-thick" : "ribbon"} aria-hidden="true" focusable="false">
      {bars("ribbon-dawn", lightOf(sky, sky.twilight))}
      {bars("ribbon-day", lightOf(sky, sky.day))}
      {bars("ribbon-block", blocks.map(blockOf))}
    </svg>
  );
}

const bars = (className: string, stretches: readonly Stretch[]) =>
  stretches.map(({ left, width }) => (
    <rect key={left} className={className} x={`${left}%`} width={`${width}%`} height="100%" />
  ));
