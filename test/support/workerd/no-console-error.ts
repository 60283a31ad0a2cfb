import { afterEach, beforeEach, expect, type MockInstance, vi } from "vitest";

// An unexpected `console.error` fails the test. A test that expects one says so: it mocks
// `vi.spyOn(console, "error").mockImplementation(() => {})`, looks at the calls, and clears them with `mockClear()`.

let said: MockInstance<typeof console.error>;

beforeEach(() => {
  said = vi.spyOn(console, "error");
});

afterEach(() => {
  const lines = said.mock.calls.map((call) => call.map(String).join(" "));
  said.mockRestore();
  expect(lines, "unexpected console.error").toEqual([]);
});
