import { describe, expect, it } from "vitest";
import { idSchema } from "../../domain/id-schema.ts";
import { isId } from "../../domain/ids.ts";

describe("ids", () => {
  it.each(["a", "Z", "0", "_", "-", "booking_1", "b-2_C3", "x".repeat(40)])("accepts %j", (text) => {
    expect(isId(text)).toBe(true);
    expect(idSchema.parse(text)).toBe(text);
  });

  it.each([
    "",
    "x".repeat(41),
    "a b",
    "a/b",
    "../a",
    "a.b",
    "a%20",
    "a\n",
    "\na",
    "a\0",
    "é",
    "а",
    "💥",
    "a'--",
  ])("refuses %j", (text) => expect(isId(text)).toBe(false));

  it("says in plain words what an id must be", () => {
    expect(idSchema.safeParse("a b").error?.issues[0]?.message).toBe(
      "must be 1 to 40 characters from A-Z, a-z, 0-9, _ and -",
    );
  });
});
