import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import * as z from "zod";
import type { Claim } from "./claim.ts";
import type { D1, D1Statement, D1Value } from "./d1.ts";

// A side door of a local stack for this project's own scripts and tests (`npm run seed` beside a running `npm start`): D1 has one
// writer, the runtime that holds it open. On loopback, and only for who can read the state folder.

const batchShape = z.array(
  z.object({ sql: z.string(), values: z.array(z.union([z.string(), z.number(), z.null()])) }),
);

/** What a script needs to act as the platform does, and to have something paid at the sandbox. */
const accessShape = z.object({
  appUrl: z.string(),
  platformKey: z.string(),
  /** Null when payments are real: nothing is to be made up there. */
  payments: z.object({ base: z.string(), key: z.string() }).nullable(),
});
export type Access = z.output<typeof accessShape>;

export interface Control {
  address: { port: number; token: string };
  close: () => Promise<void>;
}

export async function startControl(stack: {
  db: D1;
  sweep: () => Promise<void>;
  access: Access;
}): Promise<Control> {
  const token = randomBytes(32).toString("base64url");
  const answer = async (path: string, body: string): Promise<unknown> => {
    if (path === "/sweep") return stack.sweep();
    if (path === "/access") return stack.access;
    const statements = batchShape.parse(JSON.parse(body));
    const results = await stack.db.batch<unknown>(
      statements.map(({ sql, values }) => stack.db.prepare(sql).bind(...values)),
    );
    return results.map((result) => result.results);
  };
  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
    text(request)
      .then((body) => answer(request.url ?? "", body))
      .then(
        (value) => response.end(JSON.stringify(value ?? null)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: { port, token }, close };
}

async function ask(claim: Claim, path: string, body: unknown): Promise<unknown> {
  if (claim.control === null) throw new Error("the stack is still starting");
  const { port, token } = claim.control;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return JSON.parse(answer);
}

export async function sweepOf(claim: Claim): Promise<void> {
  await ask(claim, "/sweep", null);
}

export async function accessOf(claim: Claim): Promise<Access> {
  return accessShape.parse(await ask(claim, "/access", null));
}

/** The database of a stack that runs in another process. */
export function databaseOf(claim: Claim): D1 {
  const batch = async <Row>(statements: readonly D1Statement[]): Promise<{ results: Row[] }[]> => {
    const answer = (await ask(claim, "/batch", statements)) as Row[][];
    return answer.map((results) => ({ results }));
  };
  return databaseBy(batch);
}

/** A database that is asked by whole batches, wherever it is. */
export const databaseBy = (batch: Batch): D1 => ({
  prepare: (sql) => new RemoteStatement(batch, sql, []),
  batch,
});

type Batch = <Row>(statements: readonly D1Statement[]) => Promise<{ results: Row[] }[]>;

class RemoteStatement implements D1Statement {
  readonly #batch: Batch;
  readonly sql: string;
  readonly values: readonly D1Value[];

  constructor(batch: Batch, sql: string, values: readonly D1Value[]) {
    this.#batch = batch;
    this.sql = sql;
    this.values = values;
  }

  bind(...values: readonly D1Value[]): D1Statement {
    return new RemoteStatement(this.#batch, this.sql, values);
  }

  async run(): Promise<unknown> {
    return this.all();
  }

  async all<Row>(): Promise<{ results: Row[] }> {
    const [result] = await this.#batch<Row>([this]);
    return result ?? { results: [] };
  }
}
