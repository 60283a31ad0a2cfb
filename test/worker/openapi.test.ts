import { expect, test } from "vitest";
import { PROBLEM_CODES } from "../../worker/problems.ts";
import { call } from "./support/api.ts";

const TABLE = [
  "get /api/bookings",
  "get /api/bookings/{id}",
  "post /api/bookings",
  "post /api/bookings/{id}/cancel",
  "get /api/bookings/{id}/video-link",
  "get /api/bookings/{id}/calendar.ics",
  "post /api/bookings/{id}/review",
  "get /api/mentors",
  "get /api/mentors/{id}/slots",
  "get /healthz",
  "post /webhooks/stripe",
  "post /webhooks/daily",
  "post /webhooks/whereby",
  "post /webhooks/resend",
  "post /api/admin/bookings/{id}/cancel",
  "get /api/admin/refunds",
  "post /api/admin/refunds/{id}/retry",
  "post /api/admin/refunds/{id}/settle",
  "put /api/platform/users/{id}",
  "delete /api/platform/users/{id}",
  "put /api/platform/bookings/{id}",
  "post /api/platform/bookings/{id}/cancel",
  "post /api/platform/users/{id}/tokens",
  "delete /api/platform/users/{id}/tokens",
];

test("every call of the product's table is in the document, each with its refusals", async () => {
  const { status, json, headers } = await call("GET", "/api/openapi.json");
  expect([status, json.openapi]).toEqual([200, "3.1.1"]);
  expect(headers.get("content-type")).toMatch(/^application\/json/);
  const operations = Object.entries<Record<string, { operationId: string; responses: object }>>(
    json.paths,
  ).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ name: `${method} ${path}`, ...one })),
  );
  const names = operations.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(TABLE));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { name, responses } of operations) {
    const statuses = Object.keys(responses);
    // 101: the one call that opens a WebSocket.
    expect(
      statuses.some((one) => one.startsWith("2") || one === "101"),
      name,
    ).toBe(true);
    if (/ \/api\/(bookings|mentors|admin|platform)/.test(name))
      expect(statuses, name).toEqual(expect.arrayContaining(["401", "403", "400"]));
  }
  const text = JSON.stringify(json);
  for (const code of PROBLEM_CODES.filter((code) => code !== "method_not_allowed"))
    expect(text).toContain(`\`${code}\``);
});

test("every reference leads somewhere, and requests refuse unknown fields there too", async () => {
  const { json } = await call("GET", "/api/openapi.json");
  const references = [...JSON.stringify(json).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => path);
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references) {
    const target = reference
      .split("/")
      .reduce((at: Record<string, never> | undefined, key) => at?.[key], json);
    expect(target, reference).toBeDefined();
  }
  const cancel = json.paths["/api/bookings/{id}/cancel"].post;
  const schema = cancel.requestBody.content["application/json"].schema;
  expect(schema).toMatchObject({ type: "object", additionalProperties: false });
  expect(Object.keys(schema.properties)).toEqual(["reason", "share_reason"]);
  const limit = json.paths["/api/bookings"].get.parameters.find(
    ({ name }: { name: string }) => name === "limit",
  );
  expect(limit).toMatchObject({
    in: "query",
    schema: { type: "integer", minimum: 1, maximum: 100, default: 20 },
  });
});
