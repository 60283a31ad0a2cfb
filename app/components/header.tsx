import { Form, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
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
        <a data-follow="" href={viewer ? "/sessions" : "/"} className="brand">
          <Mark />
          <span>Meridian</span>
        </a>
        <nav className="nav" aria-label={t.nav.label}>
          {(viewer !== null || frame === null) && <Way to="/sessions">{t.nav.sessions}</Way>}
          <Way to="/mentors">{t.nav.mentors}</Way>
          {viewer?.mentor && (
            <Way to="/schedule" beside={MENTORS_OWN}>
              {t.nav.schedule}
            </Way>
          )}
          {viewer?.admin && <Way to="/admin/refunds">{t.nav.refunds}</Way>}
          {viewer !== null && (
            <Way to="/profile" onPhone>
              {t.nav.profile}
            </Way>
          )}
          {viewer === null && frame !== null && (
            <Way to="/sign-in" onPhone>
              {t.nav.signIn}
            </Way>
          )}
        </nav>
        <div className="header-end">
          {frame !== null && <span className="zone">{frame.zoneLabel}</span>}
          {viewer === null ? (
            frame !== null && (
              <a data-follow="" href="/sign-in" className="button button-plain header-sign-in">
                {t.nav.signIn}
              </a>
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
const MENTORS_OWN = ["/availability", "/days-off"];
const NONE: readonly string[] = [];

interface WayProps {
  readonly to: string;
  /** Other pages that this way stands for. */
  readonly beside?: readonly string[];
  /** On a phone only, where the other way to it is folded away. */
  readonly onPhone?: boolean;
  readonly children: ReactNode;
}

/** Says whether one is there already: on the page itself, or on one below it. */
function Way({ to, beside = NONE, onPhone = false, children }: WayProps) {
  const { pathname } = useLocation();
  const here = pathname === to || pathname.startsWith(`${to}/`) || beside.includes(pathname);
  return (
    <a
      data-follow=""
      href={to}
      className={onPhone ? "nav-phone" : undefined}
      aria-current={here ? "page" : undefined}
    >
      {children}
    </a>
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
        <a data-follow="" href="/profile">
          {t.nav.profile}
        </a>
        <Form method="post" action="/sign-out" reloadDocument>
          <button type="submit">{t.nav.signOut}</button>
        </Form>
      </div>
    </details>
  );
}
