import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../app/styles/tokens.css", import.meta.url), "utf8");
const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");

const tokensOf = (text: string) =>
  new Map(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]),
  );

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [a = 0, b = 0] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

const TEXT: readonly (readonly [string, string])[] = [
  ...["ink", "soft", "faint", "accent", "room", "irrevocable"].flatMap((text) => [
    [text, "paper"] as const,
    [text, "card"] as const,
  ]),
  ["on-accent", "accent"],
  ["on-room", "room"],
  ["on-irrevocable", "irrevocable"],
];

const EDGES: readonly (readonly [string, string])[] = ["edge", "accent"].flatMap((edge) => [
  [edge, "paper"] as const,
  [edge, "card"] as const,
]);

describe.each([
  ["light", tokensOf(light)],
  ["dark", tokensOf(dark)],
])("colours in the %s", (_, tokens) => {
  const ratio = ([one, other]: readonly [string, string]) =>
    contrast(tokens.get(one) ?? "#000000", tokens.get(other) ?? "#000000");

  it.each(TEXT.map((pair) => [pair.join(" on "), pair] as const))("%s can be read", (_name, pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(EDGES.map((pair) => [pair.join(" on "), pair] as const))("%s can be seen", (_name, pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(3);
  });
});

describe("initials", () => {
  const controls = readFileSync(new URL("../../app/styles/controls.css", import.meta.url), "utf8");
  const colours = [...controls.matchAll(/135deg, (#[0-9a-f]{6}), (#[0-9a-f]{6})/g)];

  it("can be read on every colour that a person may have", () => {
    expect(colours).toHaveLength(8);
    for (const [, from = "", to = ""] of colours) {
      expect(contrast("#ffffff", from), from).toBeGreaterThanOrEqual(4.5);
      expect(contrast("#ffffff", to), to).toBeGreaterThanOrEqual(4.5);
    }
  });
});
