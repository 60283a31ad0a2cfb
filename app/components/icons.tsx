/** The mark: a globe's rim, one meridian, and the sun where it stands. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">
      <circle cx="11" cy="11" r="9.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M11 1.4c5 5.6 5 13.6 0 19.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="14.5" cy="11" r="2.6" className="mark-sun" />
    </svg>
  );
}

export function CameraIcon() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor">
      <rect x="1.8" y="5" width="11.4" height="10" rx="2.6" strokeWidth="1.6" />
      <path d="m13.2 9 4.4-2.6v7.2L13.2 11" strokeWidth="1.6" strokeLinejoin="round" />
    </svg>
  );
}

export function SearchIcon() {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor">
      <circle cx="8.6" cy="8.6" r="5.4" strokeWidth="1.7" />
      <path d="m12.8 12.8 4 4" strokeWidth="1.7" strokeLinecap="round" />
    </svg>
  );
}
