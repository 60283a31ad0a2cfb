import { useMatches, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import type { LateMails } from "../db/mails.ts";
import type { Instant } from "../domain/time.ts";

/** What every loader says for the frame around its page: so that a page and its frame are one round trip. */
export interface Frame {
  readonly viewer: {
    readonly id: string;
    readonly name: string;
    readonly initials: string;
    readonly photo: boolean;
    readonly mentor: boolean;
    readonly admin: boolean;
  } | null;
  readonly zone: string;
  readonly zoneLabel: string;
  readonly now: Instant;
  /** On administrators' pages: what they have to know about mails, wherever they are. */
  readonly lateMails?: LateMails;
  /** On administrators' pages, and where an account is erased: whether who reads has confirmed lately that it is them (auth/confirmed.ts). */
  readonly confirmed?: boolean;
}

export interface Framed {
  readonly frame: Frame;
  readonly title: string;
}

const isFramed = (data: unknown): data is Framed =>
  typeof data === "object" && data !== null && "frame" in data;

/** The frame of the page that is shown; null where its loader failed. */
export const useFrame = (): Framed | null =>
  useMatches()
    .map(({ data }) => data)
    .findLast(isFramed) ?? null;

/** A stranger's first page was read by the connection's zone; the browser knows better, and has said so in its cookie since. */
export function useOwnZone(frame: Frame | null): void {
  const { revalidate } = useRevalidator();
  const guessed = frame !== null && frame.viewer === null ? frame.zone : null;
  useEffect(() => {
    if (guessed === null) return;
    // Without the cookie, where they are off, the answer would be the same for ever; so it would for a zone that the server does not know.
    const own = /(?:^|; )(?:__Host-)?tz=([^;]*)/.exec(document.cookie)?.[1];
    if (own !== undefined && own !== encodeURIComponent(guessed) && !asked) {
      asked = true;
      revalidate();
    }
  }, [guessed, revalidate]);
}

let asked = false;
