import { DurableObject } from "cloudflare:workers";
import { type ListenerRpc, type News, PING, PONG, SESSION_HEADER, SIGNED_OUT } from "./listener-contract.ts";

/** More pages than anybody keeps open: what asks for more is no person. */
const PAGES_MAX = 50;

/** RFC 6455, 7.4.1: what was said is against the rules of this conversation. */
const POLICY_VIOLATION = 1008;

/**
 * One person's open pages, and nothing else: no storage, no alarm, no timer. The platform holds the sockets and answers their
 * pings while this object sleeps, so whoever only listens costs nothing; it is woken to tell, to hang up, and for a new page.
 */
export class OpenPages<Env> extends DurableObject<Env> implements ListenerRpc {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
  }

  override async fetch(request: Request): Promise<Response> {
    if (this.ctx.getWebSockets().length >= PAGES_MAX) return new Response(null, { status: 429 });
    const { 0: page, 1: ours } = new WebSocketPair();
    this.ctx.acceptWebSocket(ours, [request.headers.get(SESSION_HEADER) ?? ""]);
    return new Response(null, { status: 101, webSocket: page });
  }

  async tell(news: News): Promise<void> {
    const text = JSON.stringify(news);
    for (const page of this.ctx.getWebSockets()) sayTo(page, text);
  }

  async hangUp(session: string | null): Promise<void> {
    for (const page of this.ctx.getWebSockets(session ?? undefined)) page.close(SIGNED_OUT, "signed out");
  }

  /** A page has nothing to say but its ping: whoever does would wake this object again and again. */
  override webSocketMessage(page: WebSocket): void {
    page.close(POLICY_VIOLATION, "listen only");
  }
}

/** A page that has just gone is no failure of the others'. */
function sayTo(page: WebSocket, text: string): void {
  try {
    page.send(text);
  } catch {
    page.close();
  }
}
