import { useRevalidator } from "@remix-run/react";
import { Notice } from "../components/notice.tsx";
import { useMessages } from "../messages/context.tsx";

/** The page is of an earlier moment: what happened, what is safe, what to do. */
export function Stale({ asOf }: { readonly asOf: string }) {
  const t = useMessages();
  const { revalidate, state } = useRevalidator();
  return (
    <Notice tone="plain">
      {t.stale.what(asOf)}{" "}
      <button type="button" className="link-button" onClick={revalidate} aria-disabled={state !== "idle"}>
        {t.failure.again}
      </button>
    </Notice>
  );
}
