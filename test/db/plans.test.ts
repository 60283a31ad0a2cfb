import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { expectIndexed } from "../support/workerd/measure.ts";

// The gate that other tests hold every plan to, held itself.

const indexed = (sql: string) =>
  expectIndexed(env.DB, (db) => ({ statements: [db.prepare(sql)], read: () => null }));

const OWN = "select id, mentor_id, starts_at from bookings where mentor_id = 'x' and stage = 1 limit 9";

it.each([
  ["SCAN", "select starts_at from bookings where +id = 'x'"],
  ["SCAN", "select starts_at from bookings b where +id = 'x'"],
  ["SCAN", "select starts_at from bookings as c where +id = 'x'"],
  ["SCAN", "select id from bookings b where +id = 'x'"],
  ["SCAN", `select b.id from (${OWN}) b left join bookings c on c.version = b.starts_at`],
  // Beside a subquery of the same name.
  [
    "SCAN",
    `select u.name, (select version from bookings b where +id = 'x') from (${OWN}) b left join users u on u.id = b.mentor_id`,
  ],
  ["TEMP B-TREE", "select id from bookings where mentor_id = 'x' and stage = 1 order by version"],
])("a plan that walks a table, or sorts, is refused: %s in %s", async (why, sql) => {
  await expect(indexed(sql)).rejects.toThrow(why);
});

it.each([
  "select starts_at from bookings b where id = 'x'",
  `select b.id, u.name from (${OWN}) b left join users u on u.id = b.mentor_id`,
  "select c.value, b.id from json_each('[1]') c cross join bookings b on b.id = c.value",
])("one that walks a subquery's own few rows, or JSON, is not: %s", indexed);
