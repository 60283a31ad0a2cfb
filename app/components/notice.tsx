import type { ReactNode } from "react";

/** What just happened, or what has to be known first. `alert` is for what went wrong. */
export function Notice({
  tone,
  children,
}: {
  readonly tone: "good" | "plain" | "warning";
  readonly children: ReactNode;
}) {
  return (
    <div className={`notice notice-${tone}`} role={tone === "warning" ? "alert" : "status"}>
      {children}
    </div>
  );
}
