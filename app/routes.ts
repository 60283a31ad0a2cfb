/** Administrators' pages, in this spelling alone: who guards them by their path in front of here must mean the same pages. */
const desk = [
  { id: "admin-refunds", path: "admin/refunds", file: "routes/admin-refunds/route.tsx" },
  { id: "admin-sessions", path: "admin/sessions", file: "routes/admin-sessions/route.tsx" },
  { id: "admin-person", path: "admin/people/:id", file: "routes/admin-person/route.tsx" },
  { id: "admin-session", path: "admin/sessions/:id", file: "routes/admin-session/route.tsx" },
  {
    id: "admin-reconciliation",
    path: "admin/reconciliation",
    file: "routes/admin-reconciliation/route.tsx",
  },
  {
    id: "admin-reconciliation-day",
    path: "admin/reconciliation/:date",
    file: "routes/admin-reconciliation-day/route.tsx",
  },
  { id: "admin-cancelling", path: "admin/cancelling", file: "routes/admin-cancelling/route.tsx" },
  { id: "admin-cancelling-csv", path: "admin/cancelling.csv", file: "routes/admin-cancelling-csv/route.ts" },
  { id: "admin-cancellers", path: "admin/cancellers", file: "routes/admin-cancellers/route.tsx" },
  { id: "admin-insights", path: "admin/insights", file: "routes/admin-insights/route.tsx" },
  { id: "admin-insights-csv", path: "admin/insights.csv", file: "routes/admin-insights-csv/route.ts" },
  { id: "admin-mail", path: "admin/mail", file: "routes/admin-mail/route.tsx" },
].map((route) => ({ ...route, caseSensitive: true as const }));

/** Which URL is answered by which folder. Flat: every page brings its own frame's data, in one round trip. */
const routes: { id: string; path?: string; index?: true; caseSensitive?: true; file: string }[] = [
  { id: "landing", index: true, file: "routes/landing/route.tsx" },
  { id: "sign-in", path: "sign-in", file: "routes/sign-in/route.tsx" },
  { id: "sign-in-code", path: "sign-in/code", file: "routes/sign-in-code/route.tsx" },
  { id: "sign-in-confirm", path: "sign-in/confirm", file: "routes/sign-in-confirm/route.tsx" },
  { id: "sign-out", path: "sign-out", file: "routes/sign-out/route.ts" },
  { id: "language", path: "language", file: "routes/language/route.ts" },
  { id: "offline", path: "offline", file: "routes/offline/route.ts" },
  { id: "mentors", path: "mentors", file: "routes/mentors/route.tsx" },
  { id: "mentor", path: "mentors/:id", file: "routes/mentor/route.tsx" },
  { id: "book", path: "mentors/:id/book", file: "routes/book/route.tsx" },
  { id: "sessions", path: "sessions", file: "routes/sessions/route.tsx" },
  { id: "session", path: "sessions/:id", file: "routes/session/route.tsx" },
  { id: "cancel", path: "sessions/:id/cancel", file: "routes/cancel/route.tsx" },
  { id: "join", path: "sessions/:id/join", file: "routes/join/route.ts" },
  { id: "pay", path: "sessions/:id/pay", file: "routes/pay/route.ts" },
  { id: "paid", path: "sessions/:id/paid", file: "routes/paid/route.tsx" },
  { id: "live-list", path: "live/sessions", file: "routes/live-list/route.ts" },
  { id: "live-card", path: "live/sessions/:id", file: "routes/live-card/route.ts" },
  { id: "schedule", path: "schedule", file: "routes/schedule/route.tsx" },
  { id: "availability", path: "availability", file: "routes/availability/route.tsx" },
  { id: "days-off", path: "days-off", file: "routes/days-off/route.tsx" },
  { id: "test-call", path: "test-call", file: "routes/test-call/route.tsx" },
  { id: "calendar", path: "calendar", file: "routes/calendar/route.tsx" },
  { id: "api-reference", path: "api-reference", file: "routes/api-reference/route.tsx" },
  { id: "profile", path: "profile", file: "routes/profile/route.tsx" },
  { id: "erase", path: "profile/erase", file: "routes/erase/route.tsx" },
  ...desk,
  { id: "missing", path: "*", file: "routes/missing/route.tsx" },
];

/** Not in what is deployed: a page for who works on the pages. Vite's mode is its server's, or the build's. */
const developers = [{ id: "design", path: "design", file: "routes/design/route.tsx" }];

export default import.meta.env.MODE === "development" ? [...developers, ...routes] : routes;
