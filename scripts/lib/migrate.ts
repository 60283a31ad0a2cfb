import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { D1 } from "./d1.ts";

/** The table in which `wrangler d1 migrations apply` keeps what it applied, and its form. */
const TABLE = `create table if not exists d1_migrations (
  id integer primary key autoincrement, name text unique, applied_at timestamp default current_timestamp not null)`;

/** Applies what is new, each migration whole or not at all. @returns the names of what was applied. */
export async function migrate(db: D1, folder: string): Promise<string[]> {
  await db.prepare(TABLE).run();
  const { results } = await db.prepare("select name from d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map((row) => row.name));
  const isNew = (file: string): boolean => file.endsWith(".sql") && !applied.has(file);
  const files = readdirSync(folder).filter(isNew).sort();
  for (const file of files) {
    const statements = statementsOf(readFileSync(path.join(folder, file), "utf8"));
    const done = db.prepare("insert into d1_migrations (name) values (?)").bind(file);
    await db.batch([...statements.map((sql) => db.prepare(sql)), done]);
  }
  return files;
}

/** Drizzle's own marker stands between statements: a trigger's body has semicolons too. */
function statementsOf(migration: string): string[] {
  const parts = migration.split("--> statement-breakpoint");
  return parts.map((part) => part.trim()).filter((part) => part.replaceAll(/^--.*$/gm, "").trim() !== "");
}
