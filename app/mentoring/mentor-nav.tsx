import { NavLink } from "@remix-run/react";
import { useMentoringWords } from "./words/words.ts";

/** From one of a mentor's own pages to the others. */
export function MentorNav() {
  const { nav } = useMentoringWords();
  return (
    <nav className="desk-nav" aria-label={nav.label}>
      <NavLink to="/schedule">{nav.schedule}</NavLink>
      <NavLink to="/availability">{nav.availability}</NavLink>
      <NavLink to="/days-off">{nav.daysOff}</NavLink>
    </nav>
  );
}
