import { Link, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { Notice } from "../components/notice.tsx";
import { useFrame } from "../frame.ts";
import { useDeskWords } from "./words/words.ts";

/**
 * A form that moves money or cannot be undone; until the reader has confirmed that it is them, the way there in its place. The
 * Worker judges it all the same.
 * @param typed whether something was typed and refused: then the form stays, so that nothing has to be typed again.
 */
export function ConfirmFirst({ typed, children }: { readonly typed: boolean; readonly children: ReactNode }) {
  const { confirm } = useDeskWords();
  const path = useConfirmPath();
  const confirmed = useFrame()?.frame.confirmed === true;
  if (typed || confirmed) return children;
  return (
    <p className="desk-confirm">
      <Link to={path} className="button">
        {confirm.go}
      </Link>
    </p>
  );
}

/** The page stood open for longer than a confirmation holds. What was typed is still in the form below. */
export function ConfirmNotice() {
  const { confirm } = useDeskWords();
  const path = useConfirmPath();
  return (
    <Notice tone="warning">
      {confirm.needed}{" "}
      <a href={path} target="_blank" rel="noopener">
        {confirm.goElsewhere}
      </a>
    </Notice>
  );
}

function useConfirmPath(): string {
  const { pathname, search } = useLocation();
  return `/sign-in/confirm?${new URLSearchParams({ return_to: pathname + search })}`;
}
