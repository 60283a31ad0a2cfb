import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { motionsIn, spacesIn, tokensIn } from "../../app/routes/design/tokens.ts";

describe("the page of the design system", () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ["development", true],
    ["production", false],
  ])("is for developers: in %s it is there: %s", async (mode, there) => {
    vi.stubEnv("MODE", mode);
    vi.resetModules();
    const { default: routes } = await import("../../app/routes.ts");
    expect(routes.some(({ path }) => path === "design")).toBe(there);
  });
});

describe("what it says of the stylesheets", () => {
  const css = readFileSync(new URL("../../app/styles/tokens.css", import.meta.url), "utf8");
  const groups = tokensIn(css);

  it("is every token, once, with both schemes, under a title", () => {
    const tokens = groups.flatMap((group) => group.tokens);
    expect(tokens).toContainEqual({ name: "--paper", light: "#faf8f4", dark: "#12151d" });
    expect(tokens).toContainEqual({ name: "--radius-card", light: "20px", dark: null });
    const names = tokens.map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set([...css.matchAll(/^\s+(--[\w-]+):/gm)].map(([, name]) => name)));
    expect(new Set(names).size).toBe(names.length);
    for (const { title } of groups) expect(title).toMatch(/^[A-Z]\w+$/);
  });

  it("is how often a distance is kept, and what moves by itself", () => {
    const some =
      ".a { padding: 12px 0 4px; border: 1px solid; } .b { row-gap: 12px; margin: -8px; top: 9px; }";
    expect(spacesIn(some)).toEqual([
      { pixels: 4, uses: 1 },
      { pixels: 12, uses: 2 },
    ]);
    expect(motionsIn(".c { animation: pulse 2s infinite; } .d { animation: none; }")).toEqual(
      new Map([["pulse", "2s infinite"]]),
    );
  });
});
