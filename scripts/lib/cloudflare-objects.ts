import * as z from "zod";
import { UsageError } from "./project.ts";

// Cloudflare's API lists the objects of a namespace, which no command of wrangler does:
// https://developers.cloudflare.com/api/resources/durable_objects/

/** As wrangler has it, under the name that wrangler gives it. */
const apiBase = (): string =>
  process.env["CLOUDFLARE_API_BASE_URL"] || "https://api.cloudflare.com/client/v4";

/** As many as one answer may hold. */
const PER_PAGE = 1000;

const namespacesShape = z.object({
  result: z.array(z.object({ id: z.string(), script: z.string().nullish(), class: z.string().nullish() })),
  result_info: z.object({ total_pages: z.number().nullish() }).nullish(),
});

const objectsShape = z.object({
  result: z.array(z.object({ id: z.string(), hasStoredData: z.boolean().optional() })),
  result_info: z.object({ cursor: z.string().nullish() }).nullish(),
});

/** Every object of a Worker's class that has stored anything. */
export async function* objectIds(script: string, className: string): AsyncGenerator<string> {
  const namespace = await namespaceOf(script, className);
  let cursor: string | null | undefined = "";
  do {
    const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const page = await get(`/namespaces/${namespace}/objects?limit=${PER_PAGE}${after}`, objectsShape);
    yield* page.result.filter(({ hasStoredData }) => hasStoredData !== false).map(({ id }) => id);
    cursor = page.result_info?.cursor;
  } while (cursor);
}

async function namespaceOf(script: string, className: string): Promise<string> {
  for (let page = 1; ; page++) {
    const answer = await get(`/namespaces?per_page=100&page=${page}`, namespacesShape);
    const found = answer.result.find((one) => one.script === script && one.class === className);
    if (found !== undefined) return found.id;
    if (page >= (answer.result_info?.total_pages ?? 1)) break;
  }
  throw new UsageError(`the account has no objects ${className} of a Worker ${script}`);
}

async function get<T>(path: string, shape: z.ZodType<T>): Promise<T> {
  const { CLOUDFLARE_ACCOUNT_ID: account, CLOUDFLARE_API_TOKEN: token } = process.env;
  if (!account || !token) throw new UsageError("CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN must be set");
  const response = await fetch(`${apiBase()}/accounts/${account}/workers/durable_objects${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new UsageError(`Cloudflare answers ${response.status} to listing the objects`);
  return shape.parse(await response.json());
}
