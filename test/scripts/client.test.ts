import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { clientTypes } from "../../scripts/lib/client-types.ts";
import { inProject } from "../../scripts/lib/project.ts";

test("the typed client is what the OpenAPI document says: `npm run client` writes it", async () => {
  const types = await clientTypes();
  expect(readFileSync(inProject("client/api.d.ts"), "utf8") === types).toBe(true);
  expect(types).toContain('"/api/platform/bookings/{id}"');
  expect(types).toContain("PlatformEvent: {");
});
