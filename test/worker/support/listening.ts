import { exports } from "cloudflare:workers";
import { vi } from "vitest";
import type { News } from "../../../durable-objects/listener-contract.ts";
import { ORIGIN } from "./api.ts";

type Fetcher = { readonly default: { fetch(request: Request): Promise<Response> } };

/** An open page, as far as the Worker knows it. */
export interface OpenPage {
  readonly heard: News[];
  readonly said: string[];
  readonly closed: () => number | null;
  send(text: string): void;
}

export const askToListen = (headers: Record<string, string>): Promise<Response> =>
  (exports as unknown as Fetcher).default.fetch(
    new Request(`${ORIGIN}/api/live`, { headers: { Upgrade: "websocket", ...headers } }),
  );

/** Opens a page of whoever the cookie belongs to. */
export async function openPage(cookie: string): Promise<OpenPage> {
  const answer = await askToListen({ cookie: `__Host-meridian=${cookie}`, origin: ORIGIN });
  return pageOf(answer);
}

export function pageOf(answer: Response): OpenPage {
  const socket = answer.webSocket;
  if (socket === null) throw new Error(`no socket: ${answer.status}`);
  const heard: News[] = [];
  const said: string[] = [];
  let code: number | null = null;
  socket.addEventListener("message", ({ data }) => {
    said.push(String(data));
    if (String(data).startsWith("{")) heard.push(JSON.parse(String(data)));
  });
  socket.addEventListener("close", (event) => {
    code = event.code;
  });
  socket.accept();
  return { heard, said, closed: () => code, send: (text) => socket.send(text) };
}

/** Until the page has heard of that booking at that version or a later one. */
export const hears = (page: OpenPage, booking: string, version: number): Promise<void> =>
  vi.waitFor(() => {
    if (!page.heard.some((news) => news.booking === booking && news.version >= version)) {
      throw new Error(`heard ${JSON.stringify(page.heard)}`);
    }
  });
