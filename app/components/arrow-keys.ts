import { useNavigate } from "@remix-run/react";
import { useEffect } from "react";

/** Keys that move a cursor, change a choice or scroll belong to whatever has the focus. */
const OWN_KEYS = "input, textarea, select, [contenteditable], video, audio";

/** The left and the right arrow lead where links on the page lead, too; null leads nowhere. */
export function useArrowKeys(left: string | null, right: string | null): void {
  const navigate = useNavigate();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target instanceof Element && event.target.closest(OWN_KEYS) !== null) return;
      if (document.querySelector("dialog[open]") !== null) return;
      const path = event.key === "ArrowLeft" ? left : event.key === "ArrowRight" ? right : null;
      if (path === null) return;
      event.preventDefault();
      navigate(path);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [left, right, navigate]);
}
