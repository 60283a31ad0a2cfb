import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { filesUnder } from "../../scripts/lib/files.ts";
import { forbidden, ROOMS } from "./arrows.ts";
import { cyclesIn, importsOf, type Source } from "./imports.ts";

const root = path.resolve(import.meta.dirname, "../..");

const sources: Source[] = ROOMS.flatMap((room) => filesUnder(path.join(root, room)))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"))
  .map((file) => ({
    path: path.relative(root, file).replaceAll(path.sep, "/"),
    text: readFileSync(file, "utf8"),
  }));
const imports = sources.flatMap(importsOf);

const told = (source: Source): string[] =>
  importsOf(source)
    .map(forbidden)
    .filter((reason) => reason !== null);

describe("the arrows between rooms", () => {
  test("hold in every file", () => {
    const broken = imports.flatMap((line) => {
      const reason = forbidden(line);
      return reason === null ? [] : [`${line.from} -> ${line.to}: ${reason}`];
    });
    expect(broken).toEqual([]);
  });

  test("no file imports itself by way of others", () => {
    expect(cyclesIn(imports).map((ring) => ring.join(" -> "))).toEqual([]);
  });

  test("every relative import names a file with its extension", () => {
    const bare = imports.filter(({ to, isPackage }) => !isPackage && !/\.\w+$/.test(to));
    expect(bare.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  test("something was read at all", () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(sources.length);
  });
});

describe("the checker catches", () => {
  const planted: [what: string, file: string, line: string][] = [
    [
      "the dashboard with a provider",
      "app/routes/pay/route.tsx",
      'import { charge } from "../../../providers/stripe/client.ts";',
    ],
    [
      "a type from there, too",
      "app/routes/pay/route.tsx",
      'import type { Charge } from "../../../providers/stripe/port.ts";',
    ],
    ["the dashboard with the Worker's code", "app/x.ts", 'import { book } from "../worker/contract.ts";'],
    [
      "the dashboard with the object itself",
      "app/x.ts",
      'import { Life } from "../durable-objects/booking-life.ts";',
    ],
    ["the dashboard writing", "app/x.ts", 'import { project } from "../db/projection.ts";'],
    [
      "a provider that knows the database",
      "providers/stripe/x.ts",
      'import { users } from "../../db/schema.ts";',
    ],
    ["an object that knows the Worker", "durable-objects/x.ts", 'import { Env } from "../worker/env.ts";'],
    ["the product with the sandbox", "worker/x.ts", 'import { pay } from "../sandbox/server.ts";'],
    ["the product with a test", "db/x.ts", 'import { world } from "../test/support/world.ts";'],
    ["the sandbox with the product", "sandbox/x.ts", 'import { money } from "../domain/money.ts";'],
    ["the domain with I/O", "domain/x.ts", 'import { readFileSync } from "node:fs";'],
    ["time zones outside slots", "domain/x.ts", 'import { now } from "@internationalized/date";'],
    ["Stripe's package outside its folder", "worker/x.ts", 'import Stripe from "stripe";'],
    ["a dynamic import", "app/x.ts", 'const m = await import("../providers/http.ts");'],
    ["a re-export", "domain/x.ts", 'export { a } from "../db/query.ts";'],
    ["an import for its effects", "domain/x.ts", 'import "../db/query.ts";'],
    ["an import over several lines", "domain/x.ts", 'import {\n  a,\n  type B,\n} from "../db/query.ts";'],
  ];
  test.each(planted)("%s", (_, file, line) => {
    expect(told({ path: file, text: `// first line\n${line}\n` })).toHaveLength(1);
  });

  test("nothing where nothing is wrong", () => {
    const text = [
      'import type { DashboardRpc } from "../worker/contract.ts";',
      'import { type BookOffer, type Offer } from "../worker/contract.ts";',
      'import { bookingObject } from "../durable-objects/client.ts";',
      'import { listPage } from "../db/sessions-page.ts";',
      'import { useState } from "react";',
    ].join("\n");
    expect(told({ path: "app/x.ts", text })).toEqual([]);
    expect(told({ path: "domain/slots.ts", text: 'import { now } from "@internationalized/date";' })).toEqual(
      [],
    );
  });

  test("a ring of three files", () => {
    const ring = ["a", "b", "c"].map((name, i) => ({
      path: `domain/${name}.ts`,
      text: `import { x } from "./${["b", "c", "a"][i]}.ts";`,
    }));
    expect(cyclesIn(ring.flatMap(importsOf))).toEqual([["domain/a.ts", "domain/b.ts", "domain/c.ts"]]);
    expect(cyclesIn(ring.slice(0, 2).flatMap(importsOf))).toEqual([]);
  });
});
