import { afterAll, beforeAll, expect, test } from "vitest";
import type { Called, Person } from "../support/node/api.ts";
import { type App, startApp } from "../support/node/app.ts";
import { type Contract, contractOf } from "./support/contract.ts";
import { DAY, HOUR, hourAhead, MINUTE, rfc } from "./support/people.ts";
import { fieldsIn, pageShape } from "./support/shapes.ts";

// `GET /api/bookings` over HTTP: order, pages, filters, bounds.

let app: App;
let contract: Contract;
let host: Person;
let guest: Person;

const base = hourAhead(30);
const list = (query: string, person = guest): Promise<Called> =>
  contract.call("GET", `/api/bookings?${query}`, { token: person.token });
const ids = (called: Called): string[] => pageShape.parse(called.json).data.map(({ id }) => id);

type Pair = { mentor: Person; mentee: Person };
async function taken(id: string, startsAt: number, pair: Pair, status: "draft" | "confirmed" = "confirmed") {
  const made = await app.takeOver(id, { ...pair, startsAt, status });
  expect(made.status, made.text).toBe(201);
}

async function cancelled(id: string, startsAt: number, pair: Pair, status: "draft" | "confirmed") {
  await taken(id, startsAt, pair, status);
  const answer = await app.call("POST", `/api/bookings/${id}/cancel`, { token: pair.mentee.token });
  expect(answer.status, answer.text).toBe(200);
}

beforeAll(async () => {
  app = await startApp();
  contract = contractOf(app);
  host = await app.person("list-host", ["mentor"], { name: "María-José Łukasz" });
  guest = await app.person("list-guest", ["mentee", "mentor"], { name: "Guest Person" });
  const other = await app.person("list-other", ["mentor", "mentee"], { name: "Søren Müller" });
  const between = { mentor: host, mentee: guest };
  await taken("list-a", base, between);
  await taken("list-b", base + 2 * HOUR, between);
  await taken("list-c", base + 4 * HOUR, { mentor: other, mentee: guest });
  await taken("list-draft", base + 6 * HOUR, between, "draft");
  await taken("list-hosting", base + 8 * HOUR, { mentor: guest, mentee: other });
  await taken("list-done", Date.now() - 5 * HOUR, between);
  await taken("list-older", Date.now() - 9 * HOUR, between);
  await cancelled("list-off", base + 10 * HOUR, between, "confirmed");
  await cancelled("list-gone", base + 12 * HOUR, between, "draft");
});
afterAll(() => app.remove());

test("tells exactly the product's fields: upcoming nearest first, past latest first; nobody may store it", async () => {
  const upcoming = await list("");
  expect([upcoming.status, upcoming.type]).toEqual([200, "application/json"]);
  expect(upcoming.headers.get("cache-control")).toContain("no-store");
  expect(ids(upcoming)).toEqual(["list-a", "list-b", "list-c", "list-draft", "list-hosting"]);
  expect(ids(await list("status=upcoming"))).toEqual(ids(upcoming));
  expect(pageShape.parse(upcoming.json).next_cursor).toBeNull();
  expect(ids(await list("status=past"))).toEqual(["list-gone", "list-off", "list-done", "list-older"]);
  const [first] = pageShape.parse(upcoming.json).data;
  expect(first).toMatchObject({
    status: "confirmed",
    role: "mentee",
    starts_at: rfc(base).replace(".000Z", "Z"),
    duration_minutes: 60,
    mentor: { id: "list-host", name: "María-José Łukasz", headline: null, photo_url: null },
    price: { amount: 0, currency: "usd" },
    can_cancel: true,
    can_join: false,
    refund: null,
    review: null,
  });
  expect(Date.parse(first?.cancel_deadline ?? "")).toBe(base - DAY);
  expect(Date.parse(first?.join_opens_at ?? "")).toBe(base - 15 * MINUTE);
  expect(Date.parse(first?.join_closes_at ?? "")).toBe(base + 2 * HOUR);
});

test("a draft is in its mentee's upcoming only; cancelled and expired ones are in past, whenever they were to be", async () => {
  expect(ids(await list("", host))).toEqual(["list-a", "list-b"]);
  expect(ids(await list("status=past", host))).toEqual(ids(await list("status=past")));
});

test("pages of any size join to the whole list, each once", async () => {
  for (const status of ["upcoming", "past"]) {
    const whole = ids(await list(`status=${status}`));
    const joined: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = await list(`status=${status}&limit=2&cursor=${encodeURIComponent(cursor)}`);
      joined.push(...ids(page));
      cursor = pageShape.parse(page.json).next_cursor;
    }
    expect(joined).toEqual(whole);
  }
});

test.each([
  ["q=maria", ["list-a", "list-b", "list-draft"]],
  ["q=MARI%CC%81A%20lukasz", ["list-a", "list-b", "list-draft"]],
  ["q=jose", ["list-a", "list-b", "list-draft"]],
  ["q=soren%20mul", ["list-c", "list-hosting"]],
  ["q=aria", []],
  ["q=maria%20soren", []],
  ["q=%25", []],
  ["role=mentor", ["list-hosting"]],
  ["role=mentee&q=soren", ["list-c"]],
  ["status=past&outcome=completed", ["list-done", "list-older"]],
  ["status=past&outcome=cancelled,expired", ["list-gone", "list-off"]],
  ["status=past&outcome=no_show", []],
  ["nonsense=1&role=mentor", ["list-hosting"]],
])("%s", async (query, expected) => {
  expect(ids(await list(query))).toEqual(expected);
});

test.each([
  ["from is included, to is not", base, base + 2 * HOUR, ["list-a"]],
  ["to the millisecond", base + 1, base + 2 * HOUR + 1, ["list-b"]],
  ["nothing between", base + 1, base + 2 * HOUR, []],
])("from and to on the start, half-open: %s", async (_, from, to, expected) => {
  expect(ids(await list(`from=${rfc(from)}&to=${rfc(to)}`))).toEqual(expected);
  const elsewhere = (at: number) => encodeURIComponent(rfc(at + 2 * HOUR).replace("Z", "+02:00"));
  expect(ids(await list(`from=${elsewhere(from)}&to=${elsewhere(to)}`))).toEqual(expected);
});

test.each([
  ["limit=0", "limit"],
  ["limit=101", "limit"],
  ["limit=1.5", "limit"],
  ["limit=x", "limit"],
  ["status=all", "status"],
  ["role=admin", "role"],
  ["outcome=completed,nonsense", "outcome"],
  ["from=yesterday", "from"],
  ["to=2026-13-01T00:00:00Z", "to"],
  ["cursor=nonsense", "cursor"],
  ["cursor=%00", "cursor"],
])("%s is a 400 that names its field", async (query, field) => {
  const refused = await list(query);
  expect([refused.status, fieldsIn(refused)]).toEqual([400, [field]]);
});

test("limits of 1 and of 100 are taken", async () => {
  expect(ids(await list("limit=1"))).toHaveLength(1);
  expect((await list("limit=100")).status).toBe(200);
});

test("every answer above is as the OpenAPI document says", async () => {
  expect(await contract.deviations()).toEqual([]);
  expect(await contract.walked()).toEqual(["get /api/bookings 200", "get /api/bookings 400"]);
});
