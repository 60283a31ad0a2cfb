import http from "node:http";
import type { AddressInfo } from "node:net";
import { sessionCookieName } from "../../auth/cookie.ts";
import type { OpenStack } from "../lib/with-stack.ts";
import { signedIn } from "../pictures/world.ts";

/** How often it is looked after that the person is still signed in. */
const LOOK_EVERY_MS = 500;

export interface ScanningPerson {
  /** The proxy through which the scanner asks. */
  readonly proxy: string;
  /** How many answers had each status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** What was answered with 500 and above. */
  readonly failures: readonly string[];
  close(): Promise<void>;
}

/**
 * A proxy that makes every request the mentee's own, as from one of our pages. A scanner presses everything, *Sign out* and *Sign out
 * everywhere* too, and this version of it can be kept from no address: so whoever is signed out is signed in again.
 */
export async function scanningPerson(stack: OpenStack, url: string): Promise<ScanningPerson> {
  const name = sessionCookieName(url);
  let token = await signedIn(stack, "ana");
  const statuses = new Map<number, number>();
  const failures: string[] = [];
  const server = http.createServer((asked, answer) => {
    const headers = {
      ...asked.headers,
      origin: asked.headers.origin ?? url,
      cookie: withSession(asked.headers.cookie, name, token),
    };
    const onward = http.request(asked.url ?? url, { method: asked.method, headers }, (answered) => {
      const { statusCode: status = 0 } = answered;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 500) failures.push(`${status} ${asked.method} ${asked.url}`);
      answer.writeHead(status, answered.headers);
      answered.pipe(answer);
    });
    onward.once("error", () => answer.destroy());
    asked.pipe(onward);
  });
  const stay = setInterval(async () => {
    const headers = { cookie: `${name}=${token}` };
    const looked = await fetch(`${url}/profile`, { headers, redirect: "manual" }).catch(() => null);
    if (looked !== null && looked.status !== 200) token = await signedIn(stack, "ana");
  }, LOOK_EVERY_MS);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    clearInterval(stay);
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
  };
  return { proxy: `http://127.0.0.1:${port}/`, statuses, failures, close };
}

/** The scanner's own cookies, such as a language, stay: the session's is the person's. */
function withSession(cookies: string | undefined, name: string, token: string): string {
  const others = (cookies ?? "").split("; ").filter((one) => one !== "" && !one.startsWith(`${name}=`));
  return [...others, `${name}=${token}`].join("; ");
}
