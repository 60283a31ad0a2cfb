import path from "node:path";
import { defineConfig } from "vitest/config";

/**
 * The rules' own tests in plain Node, for `npm run mutate`. Without what is random (the walk, the weeks against Temporal):
 * that catches by luck and takes its time, and a mutant is to be caught by an example that says what is wrong.
 */
export default defineConfig({
  test: {
    root: path.join(import.meta.dirname, "../.."),
    environment: "node",
    runner: path.join(import.meta.dirname, "runner.ts"),
    include: ["test/domain/**/*.test.ts"],
    exclude: ["test/domain/random-walk.test.ts", "test/domain/slots-against-temporal.test.ts"],
  },
});
