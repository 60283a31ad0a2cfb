import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast } from "../../app/routes/design/contrast.ts";

const css = readFileSync(new URL("../../app/styles/tokens.css", import.meta.url), "utf8");
const [light = "", dark = ""] = css.split("@media screen and (prefers-color-scheme: dark)");

const tokensOf = (text: string) =>
  new Map(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]),
  );

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
