import { describe, expect, it } from "vitest";
import { type Described, readDocument } from "../fuzz/document.ts";
import { Writer } from "../fuzz/write.ts";
import { Dice } from "../simulation/engine/random.ts";

// The fuzz itself: that it would see what is wrong, and that a seed is the same requests again.

const problem = {
  type: "object",
  properties: { status: { type: "integer" }, code: { type: "string" } },
  required: ["status", "code"],
  additionalProperties: false,
};
const thing = {
  type: "object",
  properties: { id: { type: "string" } },
  required: ["id"],
  additionalProperties: false,
};
const document = readDocument({
  paths: {
    "/api/things/{id}": {
      post: {
        operationId: "makeThing",
        tags: ["People"],
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } },
        responses: {
          200: {
            description: "It",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
          },
          404: { description: "`not_found`", content: { "application/problem+json": { schema: problem } } },
        },
      },
    },
  },
  components: { schemas: { Thing: thing } },
});
const [operation] = document.operations as [Described];

const stranger = (status: number, type: string, json: unknown) =>
  document.stranger(operation, { status, type, headers: new Headers(), json, text: JSON.stringify(json) });

describe("an answer", () => {
  it("that is as the document says is none to tell of", () => {
    expect(stranger(200, "application/json", { id: "a" })).toBeNull();
    expect(stranger(404, "application/problem+json", { status: 404, code: "not_found" })).toBeNull();
  });

  it.each([
    ["a failure of ours", 500, "application/problem+json", { status: 500, code: "internal_error" }],
    ["a status that is not described", 409, "application/problem+json", { status: 409, code: "conflict" }],
    ["another type", 200, "text/html", { id: "a" }],
    ["a field too many", 200, "application/json", { id: "a", secret: 1 }],
    ["a field too few", 200, "application/json", {}],
    ["another code", 404, "application/problem+json", { status: 404, code: "gone" }],
    ["a status that it does not have", 404, "application/problem+json", { status: 400, code: "not_found" }],
  ])("with %s is told", (_, status, type, json) => {
    expect(stranger(status, type, json)).not.toBeNull();
  });
});

it("a seed writes the same requests again, most of them fitting", () => {
  const world = { bookings: ["b"], people: ["p"], mentors: ["m"], refunds: ["r"], intents: ["pi"], now: 0 };
  const write = (seed: number) => new Writer(document, world, new Dice(seed)).write(operation);
  const seeds = Array.from({ length: 300 }, (_, seed) => seed);
  expect(seeds.map(write)).toEqual(seeds.map(write));
  const fitting = seeds.map(write).filter(({ body }) => /^\{"id":"[^"]*"\}$/.test(body ?? ""));
  expect(fitting.length).toBeGreaterThan(150);
  expect(fitting.length).toBeLessThan(300);
});
