/** All that a page hears: which booking has changed, and the version that D1 shows by now. What changed, it asks for itself. */
export interface News {
  readonly booking: string;
  readonly version: number;
}

/** What the object that holds a person's open pages is asked for; one a person, by `idFromName(user id)`. */
export interface ListenerRpc {
  /** The upgrade of one page, already let in: the Worker has checked who asks, and says in SESSION_HEADER by which session. */
  fetch(request: Request): Promise<Response>;
  /** Says it to every open page, and wakes up for nothing else. */
  tell(news: News): Promise<void>;
  /** Hangs up on the pages of one session (its token's hash), or on all. */
  hangUp(session: string | null): Promise<void>;
}

/** The hash of the token by which a page came: what signing out of that browser hangs up on. */
export const SESSION_HEADER = "x-meridian-session";

/** Close code for a page that is signed out: it does not call again. 4000 to 4999 are an application's own (RFC 6455, 7.4.2). */
export const SIGNED_OUT = 4001;

/** What a page says to learn whether it is still heard, and what it hears. */
export const PING = "ping";
export const PONG = "pong";
