import { type News, PING, SIGNED_OUT } from "../../durable-objects/listener-contract.ts";

/** A ping this often: less often than a phone's radio minds, more often than routers forget a silent connection. */
const PING_EVERY = 45_000;
/** Who has not answered a ping by then is gone, whatever the browser believes. */
const ANSWER_WITHIN = 10_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

export interface Listener {
  readonly news: (news: News) => void;
  /** The line is open, for the first time or again: what happened before was not heard. */
  readonly opened: (again: boolean) => void;
  /** Signed out, here or elsewhere: the line stays closed. */
  readonly signedOut: () => void;
}

/** How long to wait before the next call: doubling, and never the same for everybody, or all would call at once. */
export const waitBefore = (tries: number, random: number): number =>
  Math.min(FIRST_WAIT * 2 ** tries, LONGEST_WAIT) * (0.5 + random / 2);

/**
 * The page's one WebSocket, which calls again by itself for as long as the page is open: with growing pauses, and at once when
 * the network is back or the page is looked at again. @returns what ends it.
 */
export function openLine(url: string, listener: Listener): () => void {
  let socket: WebSocket | null = null;
  let tries = 0;
  let wasOpen = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let lost: ReturnType<typeof setTimeout> | undefined;

  const hangUp = () => {
    clearTimeout(again);
    clearTimeout(lost);
    const closing = socket;
    socket = null;
    closing?.close();
  };
  const callLater = () => {
    hangUp();
    again = setTimeout(call, waitBefore(tries, Math.random()));
    tries += 1;
  };
  const ping = () => {
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send(PING);
    clearTimeout(lost);
    lost = setTimeout(callLater, ANSWER_WITHIN);
  };
  function call(): void {
    hangUp();
    const ours = new WebSocket(url);
    socket = ours;
    ours.onopen = () => {
      tries = 0;
      listener.opened(wasOpen);
      wasOpen = true;
    };
    ours.onmessage = ({ data }) => {
      clearTimeout(lost);
      const news = readNews(data);
      if (news !== null) listener.news(news);
    };
    ours.onclose = ({ code }) => {
      if (socket !== ours) return;
      if (code === SIGNED_OUT) {
        end();
        listener.signedOut();
      } else callLater();
    };
  }
  const look = () => {
    if (document.visibilityState !== "visible") return;
    if (socket?.readyState === WebSocket.OPEN) ping();
    else if (socket?.readyState !== WebSocket.CONNECTING) call();
  };
  const beat = setInterval(ping, PING_EVERY);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", look);
  // An open socket keeps a page out of the browser's memory of pages, which is what makes going back instant.
  window.addEventListener("pagehide", hangUp);
  window.addEventListener("pageshow", look);
  function end(): void {
    hangUp();
    clearInterval(beat);
    document.removeEventListener("visibilitychange", look);
    window.removeEventListener("online", look);
    window.removeEventListener("pagehide", hangUp);
    window.removeEventListener("pageshow", look);
  }
  call();
  return end;
}

/** Null for the answer to a ping, and for whatever a later version may say. */
export function readNews(data: unknown): News | null {
  try {
    const { booking, version } = JSON.parse(String(data)) as Partial<News>;
    return typeof booking === "string" && typeof version === "number" ? { booking, version } : null;
  } catch {
    return null;
  }
}
