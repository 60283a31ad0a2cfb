import net from "node:net";
import { threadId } from "node:worker_threads";

/** Below what systems lend to whoever connects somewhere (from 32,768 on Linux): a port of those may be lent before it is listened on. */
const FIRST = 10_100;
const OWNERS = 200;
const EACH = 100;

/** A hundred of its own for each process and thread, so that two that look at the same moment never find the same. */
const own = FIRST + ((process.pid + threadId * 61) % OWNERS) * EACH;
let looked = 0;

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < EACH; tries++) {
    const port = own + (looked++ % EACH);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${own} to ${own + EACH - 1} is free`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
