/** What the doctor looks at, in the order in which it is told. */
export type Area = "settings" | "bindings" | "account" | "secrets" | "database" | "webhooks" | "mail" | "app";

/** One thing that was looked at. Names and addresses of ours only: never a setting's value. */
export interface Finding {
  area: Area;
  /** `unknown`: it could not be looked at, or only a person can tell. It refuses nothing. */
  state: "good" | "unknown" | "wrong";
  what: string;
  remedy?: string;
  /** It stands in the way of no deployment: that mends it, it can be mended only once the app answers, or people do without it. */
  mayWait?: true;
}

export const good = (area: Area, what: string): Finding => ({ area, state: "good", what });
export const wrong = (area: Area, what: string, remedy: string): Finding => ({
  area,
  state: "wrong",
  what,
  remedy,
});
export const unknown = (area: Area, what: string, remedy: string): Finding => ({
  area,
  state: "unknown",
  what,
  remedy,
});

const SIGNS = { good: "ok", unknown: "?", wrong: "WRONG" } as const;

/** Two lines at most for each: what, and what to do. */
export function tell(findings: readonly Finding[], say: (line: string) => void): void {
  for (const { area, state, what, remedy } of findings) {
    say(`${SIGNS[state].padEnd(5)}  ${area.padEnd(8)}  ${what}`);
    if (remedy !== undefined) say(`${" ".repeat(17)}-> ${remedy}`);
  }
}

export const isWrong = ({ state }: Finding): boolean => state === "wrong";
