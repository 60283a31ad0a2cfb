import { NavLink } from "@remix-run/react";
import { MailAlarm } from "./mail-alarm.tsx";
import { useDeskWords } from "./words/words.ts";

/** From one administrators' page to the others, with what cannot wait. */
export function DeskNav() {
  const { nav } = useDeskWords();
  return (
    <>
      <nav className="desk-nav" aria-label={nav.label}>
        <NavLink to="/admin/refunds">{nav.refunds}</NavLink>
        <NavLink to="/admin/reconciliation">{nav.reconciliation}</NavLink>
        <NavLink to="/admin/cancelling">{nav.cancelling}</NavLink>
        <NavLink to="/admin/cancellers">{nav.cancellers}</NavLink>
        <NavLink to="/admin/mail">{nav.mail}</NavLink>
        <NavLink to="/admin/insights">{nav.insights}</NavLink>
      </nav>
      <MailAlarm />
    </>
  );
}
