import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { buffer } from "node:stream/consumers";
import { readDeployment } from "../../../scripts/doctor/deployment.ts";

// As much of Cloudflare's API as wrangler asks for when it looks at a deployment, in its own wire format
// (https://developers.cloudflare.com/api/): the commands under test are wrangler's own. D1 is SQLite, so migrations really run.

/** Production's, which wrangler reads for itself: a placeholder, or, once somebody deploys from here, their database's. */
export const DATABASE_ID = readDeployment("production", null).databaseIds.worker;

export interface CloudflareApi {
  /** For wrangler: its own names of where the API is and who asks. */
  environment: Record<string, string>;
  /** `METHOD /path` of everything that was asked, in order. */
  asked: string[];
  /** By path, what is there; whatever is not is 404. A test adds what its account has; a list in pages is a function of the query. */
  there: Map<string, unknown>;
  /** Asked before that is looked at: what a call does and answers; undefined where it is none of its own. */
  act: (asked: Asked) => unknown;
  database: DatabaseSync;
  close(): Promise<void>;
}

/** One call, its path without the account's. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  type: string;
  body: Buffer;
}

/** What `act` throws to refuse: Cloudflare's own code and words. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export async function cloudflareApi(): Promise<CloudflareApi> {
  const database = new DatabaseSync(":memory:");
  const asked: string[] = [];
  const listed = { uuid: DATABASE_ID, name: "meridian", version: "production" };
  const there = new Map<string, unknown>([
    ["/d1/database", [listed]],
    [`/d1/database/${DATABASE_ID}`, { ...listed, read_replication: { mode: "disabled" } }],
    // What `d1 info` adds of the last day's queries.
    ["/graphql", () => ({ data: { viewer: { accounts: [] } }, errors: null })],
  ]);
  const server = createServer(async (request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.replace("/accounts/account", "");
    const { method = "GET" } = request;
    asked.push(`${method} ${path}`);
    const body = await buffer(request);
    response.setHeader("content-type", "application/json");
    try {
      const type = request.headers["content-type"] ?? "";
      const acted = await api.act({ method, path, query, type, body });
      const found = acted === undefined ? at(path, body) : acted;
      response.end(JSON.stringify(typeof found === "function" ? found(query) : envelope(found)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, code, message } = error;
      response.statusCode = status;
      response.end(
        JSON.stringify({ success: false, errors: [{ code, message }], messages: [], result: null }),
      );
    }
  });
  const at = (path: string, body: Buffer): unknown => {
    if (path === `/d1/database/${DATABASE_ID}/query`) return queried(database, body);
    if (!there.has(path)) throw new Refusal(404, 10_007, "This does not exist on your account.");
    return there.get(path);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const api: CloudflareApi = {
    environment: {
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}`,
      CLOUDFLARE_API_TOKEN: "token-for-tests",
      CLOUDFLARE_ACCOUNT_ID: "account",
    },
    asked,
    there,
    act: () => undefined,
    database,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return api;
}

/** One page of a list behind a cursor, or the last one. */
export const pageOf = (result: readonly unknown[], cursor: string | null): object => ({
  success: true,
  errors: [],
  messages: [],
  result,
  result_info: { count: result.length, cursor },
});

/** All on one page. */
const envelope = (result: unknown): object => {
  const count = Array.isArray(result) ? result.length : 1;
  const info = { page: 1, per_page: 100, count, total_count: count, total_pages: 1 };
  return { success: true, errors: [], messages: [], result, result_info: info };
};

/** As D1 does: all of a query or nothing. */
export function queried(database: DatabaseSync, body: Buffer): unknown {
  const { sql } = JSON.parse(body.toString()) as { sql: string };
  const meta = { duration: 0, changes: 0, rows_read: 0, rows_written: 0 };
  if (/^\s*select/i.test(sql)) return [{ success: true, results: database.prepare(sql).all(), meta }];
  try {
    database.exec(`begin;${sql}\n;commit`);
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    throw new Refusal(400, 7_500, String(error));
  }
  return [{ success: true, results: [], meta }];
}
