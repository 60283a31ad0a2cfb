import { describe, expect, it } from "vitest";
import { browserOf, problemOf } from "../../app/routes/test-call/problem.ts";
import { testCallWords } from "../../app/routes/test-call/words.ts";
import { secure } from "../../app/security/headers.ts";

const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";

describe("what a camera's refusal means", () => {
  it("is told by the standard's names, and the system's by Chromium's message", () => {
    const of = (name: string, message = "") => problemOf(new DOMException(message, name));
    expect(of("NotAllowedError", "Permission denied")).toBe("refused");
    expect(of("NotAllowedError", "Permission dismissed")).toBe("refused");
    expect(of("NotAllowedError", "Permission denied by system")).toBe("system");
    expect([of("NotFoundError"), of("OverconstrainedError")]).toEqual(["none", "none"]);
    expect([of("NotReadableError"), of("AbortError")]).toEqual(["busy", "busy"]);
    expect(of("SecurityError")).toBe("unsupported");
    for (const odd of [null, undefined, "no", new Error("no")]) expect(problemOf(odd)).toBe("failed");
  });

  it("has words for each, in both languages", () => {
    for (const { trouble } of Object.values(testCallWords)) {
      const titles = Object.values(trouble).flatMap((each) => Object.values(each).map(({ title }) => title));
      expect(new Set(titles).size).toBe(titles.length);
    }
  });
});

describe("whose settings are explained first", () => {
  it.each([
    ["chrome", `${mac} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`, 0],
    ["edge", "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", 0],
    ["firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", 0],
    ["safari", `${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15`, 0],
    ["ios", `${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15`, 5],
    ["ios", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140.0 Mobile Safari/604.1", 5],
    ["android", "Mozilla/5.0 (Linux; Android 15) Chrome/140.0.0.0 Mobile Safari/537.36", 5],
  ] as const)("%s", (name, userAgent, maxTouchPoints) => {
    expect(browserOf({ userAgent, maxTouchPoints })).toBe(name);
  });
});

it("camera and microphone are lent to one page, and to no other", () => {
  const [plain, own] = [
    new Headers(),
    new Headers({ "Permissions-Policy": "camera=(self), microphone=(self)" }),
  ];
  secure(plain, "https://meridian.test/");
  secure(own, "https://meridian.test/test-call");
  expect(plain.get("Permissions-Policy")).toContain("camera=(), microphone=()");
  expect(own.get("Permissions-Policy")).toBe("camera=(self), microphone=(self)");
});
