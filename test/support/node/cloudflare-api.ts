import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { buffer } from "node:stream/consumers";

// As much of Cloudflare's API as wrangler asks for when it looks at a deployment, in its own wire format
// (https://developers.cloudflare.com/api/): the commands under test are wrangler's own. D1 is SQLite, so migrations really run.

/** The placeholder of either wrangler.toml, which wrangler takes for the database's id. */
export const DATABASE_ID = "00000000-0000-0000-0000-000000000000";

export interface CloudflareApi {
  /** For wrangler: its own names of where the API is and who asks. */
  environment: Record<string, string>;
  /** `METHOD /path` of everything that was asked, in order. */
  asked: string[];
  /** By path, what is there; whatever is not is 404. A test adds what its account has; a list in pages is a function of the query. */
  there: Map<string, unknown>;
  database: DatabaseSync;
  close(): Promise<void>;
}

export async function cloudflareApi(): Promise<CloudflareApi> {
  const database = new DatabaseSync(":memory:");
  const asked: string[] = [];
  const there = new Map<string, unknown>([
    ["/d1/database", [{ uuid: DATABASE_ID, name: "meridian", version: "production" }]],
    [`/d1/database/${DATABASE_ID}`, { uuid: DATABASE_ID, name: "meridian", version: "production" }],
  ]);
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.replace("/accounts/account", "");
    asked.push(`${request.method} ${path}`);
    const body = await buffer(request);
    const isQuery = path === `/d1/database/${DATABASE_ID}/query`;
    const found = isQuery ? queried(database, JSON.parse(body.toString())) : there.get(path);
    response.setHeader("content-type", "application/json");
    if (found === undefined) response.statusCode = 404;
    const answer = typeof found === "function" ? found(searchParams) : envelope(found);
    response.end(JSON.stringify(found === undefined ? MISSING : answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}`,
      CLOUDFLARE_API_TOKEN: "token-for-tests",
      CLOUDFLARE_ACCOUNT_ID: "account",
    },
    asked,
    there,
    database,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
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

const MISSING = {
  success: false,
  errors: [{ code: 10_007, message: "This does not exist on your account." }],
  messages: [],
  result: null,
};

function queried(database: DatabaseSync, { sql }: { sql: string }): unknown {
  const meta = { duration: 0, changes: 0, rows_read: 0, rows_written: 0 };
  if (/^\s*select/i.test(sql)) return [{ success: true, results: database.prepare(sql).all(), meta }];
  database.exec(sql);
  return [{ success: true, results: [], meta }];
}
