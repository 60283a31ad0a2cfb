import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { colourOf, initialsOf } from "../../app/components/avatar.tsx";
import { blockOf, Ribbon } from "../../app/components/ribbon.tsx";

describe("the day ribbon", () => {
  it("puts nine in the morning at nine twenty-fourths of the day", () => {
    expect(blockOf({ at: 9 * 60, length: 60 })).toEqual({ left: 37.5, width: 4.17 });
  });

  it("keeps a short session visible and one over midnight inside the bar", () => {
    expect(blockOf({ at: 600, length: 15 }).width).toBe(4.17);
    const late = blockOf({ at: 23 * 60 + 30, length: 90 });
    expect(late.left + late.width).toBeCloseTo(100, 1);
  });

  it("is hidden from screen readers and carries no inline style", () => {
    const html = renderToStaticMarkup(<Ribbon spot={{ at: 540, length: 60 }} />);
    expect(html).toContain('aria-hidden="true"');
    expect(html).not.toContain("style=");
  });
});

describe("initials", () => {
  it("are whole characters of the first and the last word", () => {
    expect(initialsOf("Carlos Rodriguez")).toBe("CR");
    expect(initialsOf("  oluwaseun  adé adébáyọ̀ ")).toBe("OA");
    expect(initialsOf("محمد عبد الله")).toBe("ما");
    expect(initialsOf("🦊 Fox")).toBe("🦊F");
    expect(initialsOf("")).toBe("");
  });

  it("have a colour of the person's own", () => {
    expect(colourOf("demo-ana")).toBe(colourOf("demo-ana"));
    const used = new Set(Array.from({ length: 60 }, (_, index) => colourOf(`person-${index}`)));
    expect(used.size).toBe(8);
  });
});
