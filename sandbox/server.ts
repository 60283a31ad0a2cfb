import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { Env, Sandbox } from "./context.ts";
import { dailyApi } from "./daily/api.ts";
import { advanceMeetings, signDaily } from "./daily/meetings.ts";
import { Faults } from "./faults.ts";
import type { SandboxOptions } from "./options.ts";
import { checkoutPages } from "./pages/checkout.ts";
import { controlPages } from "./pages/control.ts";
import { inboxPages } from "./pages/inbox.ts";
import { jitsiPages } from "./pages/jitsi.ts";
import { ledgerPages } from "./pages/ledger.ts";
import { videoPages } from "./pages/video.ts";
import { wherebyPages } from "./pages/whereby.ts";
import { resendApi } from "./resend/api.ts";
import { signResend } from "./resend/emails.ts";
import { State } from "./state.ts";
import { advanceStripe, stripeApi } from "./stripe/api.ts";
import { signStripe } from "./stripe/store.ts";
import { Webhooks } from "./webhooks.ts";
import { wherebyApi } from "./whereby/api.ts";
import { signWhereby } from "./whereby/meetings.ts";

const TICK_MS = 100;
const TRIES_FOR_A_PORT = 10;

export interface RunningSandbox {
  url: string;
  port: number;
  /** Does at once what the clock makes due: for tests that move the clock. */
  tick: () => void;
  /** How many webhooks still wait to be taken by the app. */
  pendingWebhooks: () => number;
  close: () => Promise<void>;
}

/** Starts the stand-in for the outside services on loopback, on the state it finds in `stateDir`. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const now = options.clock ?? Date.now;
  const state = new State(options.stateDir);
  const faults = new Faults(state);
  const webhooks = new Webhooks({
    state,
    faults,
    now,
    appOrigin: options.appOrigin.replace(/\/$/, ""),
    sign: {
      stripe: (_id, body, at) => signStripe(options.stripeWebhookSecret, body, at),
      daily: (_id, body, at) => signDaily(options.dailyWebhookSecret, body, at),
      whereby: (_id, body, at) => signWhereby(options.wherebyWebhookSecret, body, at),
      resend: (id, body, at) => signResend(options.resendWebhookSecret, id, body, at),
    },
  });
  const closing = new AbortController();
  let url = "";
  const sandbox: Sandbox = {
    options,
    state,
    faults,
    webhooks,
    now,
    url: () => url,
    closing: closing.signal,
    advance: () =>
      state.transaction(() => {
        advanceStripe(sandbox);
        advanceMeetings(sandbox);
      }),
  };
  const tick = (): void => {
    sandbox.advance();
    webhooks.pump();
  };

  const servers = await listen(application(sandbox), options.port).catch((error: unknown) => {
    state.close();
    throw error;
  });
  const { port } = servers[0].address() as AddressInfo;
  url = `http://localhost:${port}`;
  const ticking = setInterval(tick, TICK_MS);

  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    clearInterval(ticking);
    closing.abort();
    await Promise.all([webhooks.close(), ...servers.map(stop)]);
    state.close();
  };
  return {
    url,
    port,
    tick,
    pendingWebhooks: () => webhooks.pending(),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

/** Stripe at the root, the others under their names, people's pages beside them. */
function application(sandbox: Sandbox): Hono<Env> {
  const app = new Hono<Env>();
  app.route("/", stripeApi(sandbox));
  app.route("/", dailyApi(sandbox));
  app.route("/", wherebyApi(sandbox));
  app.route("/", resendApi(sandbox));
  app.route("/", controlPages(sandbox));
  app.route("/", checkoutPages(sandbox));
  app.route("/", inboxPages(sandbox));
  app.route("/", ledgerPages(sandbox));
  app.route("/", videoPages(sandbox));
  app.route("/", wherebyPages(sandbox));
  app.route("/", jitsiPages(sandbox));
  app.onError((error, c) => {
    // Only a bug in the sandbox gets here: it must not look like an answer of the service it stands in for.
    console.error("sandbox:", error);
    return c.text("The sandbox itself failed; its output says why.", 500);
  });
  return app;
}

/** `localhost` is ::1 to some clients and 127.0.0.1 to others: both, on one port. Never any other interface. */
async function listen(app: Hono<Env>, wanted: number): Promise<[Server, ...Server[]]> {
  const answer = getRequestListener((request, env) => app.fetch(request, env as Env["Bindings"]));
  // One connection a request: workerd takes a new one for each, and would keep thousands of old ones open until it can no more.
  const listener: typeof answer = (request, response) => {
    response.setHeader("Connection", "close");
    return answer(request, response);
  };
  for (let tries = 1; ; tries++) {
    const v4 = await bind(createServer(listener), wanted, "127.0.0.1");
    const { port } = v4.address() as AddressInfo;
    try {
      return [v4, await bind(createServer(listener), port, "::1")];
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      // A machine without IPv6 has no second address to offer.
      if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") return [v4];
      await stop(v4);
      if (wanted !== 0 || tries >= TRIES_FOR_A_PORT) throw error;
    }
  }
}

function bind(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve(server);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
