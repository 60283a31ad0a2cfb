import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished } from "vitest";
import { ServiceUnavailable } from "../../../providers/failure.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Scripted {
  readonly status: number;
  readonly headers?: Record<string, string>;
  /** Objects are sent as JSON. */
  readonly body: unknown;
  /** The line breaks in the middle of the body. */
  readonly cut?: boolean;
}

/** A service that says what the test tells it, in turn, the last for ever: for answers that no sane service gives. */
export async function service(...answers: readonly Scripted[]): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const { method = "", url: path = "", headers } = request;
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push({ method, path, headers, body });
      if (answer === undefined) throw new Error("nothing scripted");
      response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
      const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
      if (answer.cut !== true) response.end(text);
      else response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** An address where nobody listens. */
export const NOBODY = "http://127.0.0.1:9";

/** The outage that a call ends with; anything else is the test's failure. */
export async function outage(call: Promise<unknown>): Promise<ServiceUnavailable> {
  const ended = await call.then(
    (value) => new Error(`expected an outage, got ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (!(ended instanceof ServiceUnavailable)) throw ended;
  expect(ended.message).not.toMatch(/sk_|re_\w{6}|@|https?:/);
  return ended;
}
