import { Form, Link, NavLink, useLocation } from "@remix-run/react";
import type { Frame } from "../frame.ts";
import { useMessages } from "../messages/context.tsx";
import { Avatar } from "./avatar.tsx";
import { Mark } from "./icons.tsx";

export function Header({ frame }: { readonly frame: Frame | null }) {
  const t = useMessages();
  const viewer = frame?.viewer ?? null;
  return (
    <header className="header">
      <div className="wide header-row">
        <Link to={viewer ? "/sessions" : "/"} className="brand">
          <Mark />
          <span>Meridian</span>
        </Link>
        <nav className="nav" aria-label={t.nav.label}>
          {(viewer !== null || frame === null) && <NavLink to="/sessions">{t.nav.sessions}</NavLink>}
          <NavLink to="/mentors">{t.nav.mentors}</NavLink>
          {viewer?.mentor && <ScheduleLink />}
          {viewer?.admin && <NavLink to="/admin/refunds">{t.nav.refunds}</NavLink>}
          {viewer !== null && (
            <NavLink to="/profile" className="nav-phone">
              {t.nav.profile}
            </NavLink>
          )}
          {viewer === null && frame !== null && (
            <NavLink to="/sign-in" className="nav-phone">
              {t.nav.signIn}
            </NavLink>
          )}
        </nav>
        <div className="header-end">
          {frame !== null && <span className="zone">{frame.zoneLabel}</span>}
          {viewer === null ? (
            frame !== null && (
              <Link to="/sign-in" className="button button-plain header-sign-in">
                {t.nav.signIn}
              </Link>
            )
          ) : (
            <Account viewer={viewer} />
          )}
        </div>
      </div>
    </header>
  );
}

/** A mentor's own pages, of which the schedule is the first. */
const MENTORS_OWN = ["/schedule", "/availability", "/days-off"];

function ScheduleLink() {
  const here = MENTORS_OWN.includes(useLocation().pathname);
  return (
    <Link to="/schedule" aria-current={here ? "page" : undefined}>
      {useMessages().nav.schedule}
    </Link>
  );
}

function Account({ viewer }: { readonly viewer: NonNullable<Frame["viewer"]> }) {
  const t = useMessages();
  return (
    <details className="menu">
      <summary>
        <Avatar of={viewer} size="small" />
        <span className="unseen">{t.nav.account(viewer.name)}</span>
      </summary>
      <div className="menu-panel">
        <p className="menu-name">
          <bdi>{viewer.name}</bdi>
        </p>
        <Link to="/profile">{t.nav.profile}</Link>
        <Form method="post" action="/sign-out" reloadDocument>
          <button type="submit">{t.nav.signOut}</button>
        </Form>
      </div>
    </details>
  );
}
