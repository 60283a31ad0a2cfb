import { env } from "cloudflare:workers";

/** Every word of every table of D1. */
export async function everything(): Promise<string> {
  const { results } = await env.DB.prepare(
    "select name from sqlite_master where type = 'table' and name not like '%\\_cf%' escape '\\' and name not like 'd1_%' and name not like 'sqlite%'",
  ).all<{ name: string }>();
  const tables = await Promise.all(results.map(({ name }) => env.DB.prepare(`select * from ${name}`).all()));
  return JSON.stringify(tables.map((table) => table.results));
}
