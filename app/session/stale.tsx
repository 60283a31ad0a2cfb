import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { Notice } from "../components/notice.tsx";
import { useMessages } from "../messages/context.tsx";

/** How often a page that could not be asked tries again by itself. */
const TRY_EVERY = 10_000;

/** The page is of an earlier moment: what happened, what is safe, what to do. It catches up as soon as it can. */
export function Stale({ asOf }: { readonly asOf: string }) {
  const t = useMessages();
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    const timer = setInterval(revalidate, TRY_EVERY);
    window.addEventListener("online", revalidate);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", revalidate);
    };
  }, [revalidate]);
  return (
    <Notice tone="plain">
      {t.stale.what(asOf)}{" "}
      <button type="button" className="link-button" onClick={revalidate} aria-disabled={state !== "idle"}>
        {t.failure.again}
      </button>
    </Notice>
  );
}
