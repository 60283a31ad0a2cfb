import { vi } from "vitest";

// The outside services, faked at the network: the Worker and its objects reach them through `fetch` and nothing else.

export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly headers: Headers;
}

type Answer = (request: Outgoing) => Response | null;

/** Every request that left, in order. */
export const left: Outgoing[] = [];

/** What answers instead of the usual, first come first asked; `null` passes on. */
const instead: Answer[] = [];

export const answerWith = (answer: Answer): void => {
  instead.unshift(answer);
};

export function outsideAsUsual(): void {
  instead.length = 0;
  left.length = 0;
}

const sessions = new Map<string, Record<string, unknown>>();

function stripe({ method, url, body, headers }: Outgoing): Response | null {
  if (url.hostname !== "stripe.test") return null;
  if (method === "POST" && url.pathname === "/v1/checkout/sessions") {
    const key = headers.get("idempotency-key") ?? "";
    const form = new URLSearchParams(body);
    const id = `cs_test_${[...key].filter((one) => /[A-Za-z0-9]/.test(one)).join("")}`;
    const session = sessions.get(id) ?? {
      id,
      object: "checkout.session",
      url: `https://checkout.test/${id}`,
      status: "open",
      payment_status: "unpaid",
      amount_total: Number(form.get("line_items[0][price_data][unit_amount]")),
      currency: form.get("line_items[0][price_data][currency]"),
      livemode: false,
      payment_intent: null,
      expires_at: Number(form.get("expires_at")),
    };
    sessions.set(id, session);
    return Response.json(session);
  }
  const [, id, act] = /^\/v1\/checkout\/sessions\/(\w+)(\/expire)?$/.exec(url.pathname) ?? [];
  const session = sessions.get(id ?? "");
  if (session === undefined)
    return Response.json(
      { error: { type: "invalid_request_error", code: "resource_missing", message: "No such thing" } },
      { status: 404 },
    );
  if (act !== undefined) session["status"] = "expired";
  return Response.json(session);
}

function daily({ url, body }: Outgoing): Response | null {
  if (url.hostname !== "daily.test") return null;
  if (url.pathname === "/v1/rooms") {
    const { name } = JSON.parse(body);
    return Response.json({ id: name, name, url: `https://meridian.daily.co/${name}`, privacy: "private" });
  }
  return Response.json({ error: "not-found" }, { status: 404 });
}

let mails = 0;

function resend({ url }: Outgoing): Response | null {
  return url.hostname === "resend.test" ? Response.json({ id: `mail-${++mails}` }) : null;
}

async function outside(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  request.signal.throwIfAborted();
  const outgoing = {
    method: request.method,
    url: new URL(request.url),
    body: await request.text(),
    headers: request.headers,
  };
  left.push(outgoing);
  for (const answer of [...instead, stripe, daily, resend]) {
    const response = answer(outgoing);
    if (response !== null) return response;
  }
  throw new TypeError(`nothing answers at ${outgoing.url.host}`);
}

vi.stubGlobal("fetch", outside);

/** What was mailed to an address, oldest first. */
export function mailsTo(address: string): { readonly subject: string; readonly text: string }[] {
  return left
    .filter(({ url }) => url.hostname === "resend.test")
    .map(({ body }) => JSON.parse(body))
    .filter(({ to }) => to === address || to?.includes?.(address));
}
