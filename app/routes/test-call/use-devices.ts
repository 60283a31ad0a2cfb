import { useCallback, useEffect, useRef, useState } from "react";
import { listDevices, type Opened, openDevices, stopAll, type Wish } from "./devices.ts";

export type Lists = Awaited<ReturnType<typeof listDevices>>;

export interface Devices {
  readonly phase: "off" | "asking" | "on";
  readonly opened: Opened | null;
  readonly lists: Lists | null;
  readonly wish: Wish;
  readonly start: (wish: Wish) => void;
  readonly stop: () => void;
}

const NO_WISH: Wish = { camera: null, microphone: null };

/** Camera and microphone for as long as they are tested: whoever leaves the page, in whatever way, leaves them switched off. */
export function useDevices(): Devices {
  const [phase, setPhase] = useState<Devices["phase"]>("off");
  const [opened, setOpened] = useState<Opened | null>(null);
  const [lists, setLists] = useState<Lists | null>(null);
  const [wish, setWish] = useState<Wish>(NO_WISH);
  const current = useRef<MediaStream | null>(null);
  /** Of the latest start: an answer to an earlier one, given after the page was left, is switched off at once. */
  const round = useRef(0);

  const release = useCallback(() => {
    round.current += 1;
    if (current.current !== null) stopAll(current.current);
    current.current = null;
  }, []);

  const stop = useCallback(() => {
    release();
    setOpened(null);
    setPhase("off");
  }, [release]);

  const start = useCallback(
    async (wanted: Wish) => {
      // Some machines open one camera at a time: the one before goes first.
      release();
      const own = round.current;
      setWish(wanted);
      setPhase("asking");
      const answer = await openDevices(wanted);
      if (own !== round.current) return stopAll(answer.stream);
      current.current = answer.stream;
      setOpened(answer);
      setPhase("on");
      if (navigator.mediaDevices !== undefined) setLists(await listDevices());
    },
    [release],
  );

  useEffect(() => {
    const { mediaDevices } = navigator;
    const changed = () => {
      if (current.current !== null) void listDevices().then(setLists);
    };
    mediaDevices?.addEventListener("devicechange", changed);
    window.addEventListener("pagehide", stop);
    return () => {
      mediaDevices?.removeEventListener("devicechange", changed);
      window.removeEventListener("pagehide", stop);
      release();
    };
  }, [release, stop]);

  return { phase, opened, lists, wish, start: (wanted) => void start(wanted), stop };
}
