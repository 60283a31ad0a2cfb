import { describe, expect, it } from "vitest";
import { ownPath } from "../../app/security/own-path.ts";

describe("where to return to after signing in", () => {
  it("is a path of our own", () => {
    expect(ownPath("/sessions?tab=past&q=a%20b")).toBe("/sessions?tab=past&q=a%20b");
    expect(ownPath("/")).toBe("/");
    expect(ownPath("/mentors/../sessions")).toBe("/sessions");
  });

  it("is never somewhere else", () => {
    const elsewhere = [
      null,
      "",
      "sessions",
      "https://evil.test/",
      "//evil.test",
      "/\\evil.test",
      "/\t/evil.test",
      "\\\\evil.test",
      "javascript:alert(1)",
      "/..//evil.test",
      "/./\\evil.test",
      "/a\r\nSet-Cookie: x=y",
      `/${"a".repeat(600)}`,
    ];
    for (const text of elsewhere) expect(ownPath(text), String(text)).toBeNull();
  });
});
