import { type Instant, toRfc3339 } from "../../../domain/time.ts";

export interface CalendarLinks {
  readonly google: string;
  readonly outlook: string;
  readonly microsoft365: string;
}

/**
 * Addresses that open a calendar with the session filled in. Neither Google nor Microsoft documents them; the parameters are
 * those that both have kept for years (Google's `render?action=TEMPLATE`, Outlook's `deeplink/compose` with `rru=addevent`).
 * They tell a calendar what its owner knows anyway, and of the room only the page that leads to it.
 */
export function calendarLinksOf(session: {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly title: string;
  /** The session's own page, in full. */
  readonly page: string;
}): CalendarLinks {
  const { startsAt, endsAt, title, page } = session;
  const basic = (instant: Instant): string =>
    toRfc3339(Math.floor(instant / 1_000) * 1_000).replaceAll(/[-:]/g, "");
  const google = new URLSearchParams({
    action: "TEMPLATE",
    text: title,
    dates: `${basic(startsAt)}/${basic(endsAt)}`,
    details: page,
    location: page,
  });
  const outlook = new URLSearchParams({
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: title,
    startdt: toRfc3339(startsAt),
    enddt: toRfc3339(endsAt),
    body: page,
    location: page,
  });
  return {
    google: `https://calendar.google.com/calendar/render?${google}`,
    outlook: `https://outlook.live.com/calendar/deeplink/compose?${outlook}`,
    microsoft365: `https://outlook.office.com/calendar/deeplink/compose?${outlook}`,
  };
}
