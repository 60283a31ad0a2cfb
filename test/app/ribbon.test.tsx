import { renderToStaticMarkup } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { colourOf } from "../../app/components/avatar.tsx";
import { initialsOf } from "../../app/components/initials.server.ts";
import { blockOf, lightOf, Ribbon } from "../../app/components/ribbon.tsx";

const sky = { noon: 720, day: 360, twilight: 384 };

describe("the day ribbon", () => {
  it("puts nine in the morning at nine twenty-fourths of the day", () => {
    expect(blockOf({ at: 9 * 60, length: 60 })).toEqual({ left: 37.5, width: 4.17 });
  });

  it("keeps a short session visible and one over midnight inside the bar", () => {
    expect(blockOf({ at: 600, length: 15 }).width).toBe(4.17);
    const late = blockOf({ at: 23 * 60 + 30, length: 90 });
    expect(late.left + late.width).toBeCloseTo(100, 1);
  });

  it("is light around the sun's highest moment, over midnight where the clock is far from the sun", () => {
    expect(lightOf(sky, 360)).toEqual([{ left: 25, width: 50 }]);
    expect(lightOf({ ...sky, noon: 1_200 }, 360)).toEqual([
      { left: 0, width: 8.33 },
      { left: 58.33, width: 41.67 },
    ]);
  });

  it("has no day in a polar night, and nothing else in a polar day", () => {
    expect(lightOf(sky, 0)).toEqual([]);
    expect(lightOf(sky, 720)).toEqual([{ left: 0, width: 100 }]);
  });

  it("is hidden from screen readers and carries no inline style", () => {
    const html = renderToStaticMarkup(<Ribbon spot={{ at: 540, length: 60, sky }} />);
    expect(html).toContain('aria-hidden="true"');
    expect(html).not.toContain("style=");
  });
});

describe("initials", () => {
  it.each([
    ["Carlos Rodriguez", "CR"],
    ["  oluwaseun  adé adébáyọ̀ ", "OA"],
    ["Ọ\u0301lá Adébáyọ̀", "Ọ\u0301A"],
    ["محمد عبد الله", "م"],
    ["欧阳娜娜", "欧"],
    ["ณัฐกิตติ์ เกียรติ์ศรี", "ณั"],
    ["கௌசல்யா சுப்பிரமணியன்", "கௌ"],
    ["ʻIolani Keʻalohilani", "IK"],
    ["ნინო ჭავჭავაძე", "ნჭ"],
    ["ismail ışık", "II"],
    ["🦊 Fox", "🦊"],
    ["Kenji 渡辺", "K"],
    ["👩🏽‍🚀", "👩🏽‍🚀"],
    ["", ""],
  ])("of %s are whole letters of the first and the last word: %s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it("have a colour of the person's own", () => {
    expect(colourOf("demo-ana")).toBe(colourOf("demo-ana"));
    const used = new Set(Array.from({ length: 60 }, (_, index) => colourOf(`person-${index}`)));
    expect(used.size).toBe(8);
  });
});
