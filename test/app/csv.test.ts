import { expect, test } from "vitest";
import { csvFile } from "../../app/desk/csv.server.ts";

test("what people wrote is harmless in a spreadsheet", async () => {
  const cells = [
    "=1+1",
    "+1",
    "-1",
    "@cmd",
    "\t=1",
    "\r\n=1",
    'say "hi", now',
    "two\nlines",
    "=1+1\nx",
    "@x\u2028y",
    "Ana",
  ];
  const file = csvFile(
    "x.csv",
    ["text", "amount"],
    cells.map((cell) => [cell, -5]),
  );
  const text = await file.text();
  const rows = text.split("\r\n");
  expect(rows[0]).toBe("text,amount");
  expect(rows.slice(1, 7)).toEqual([
    `"'=1+1",-5`,
    `"'+1",-5`,
    `"'-1",-5`,
    `"'@cmd",-5`,
    `"'=1",-5`,
    `"'=1",-5`,
  ]);
  expect(text).toContain('"say ""hi"", now",-5');
  expect(text).toContain('"two\nlines",-5');
  expect(text).toContain(`"'=1+1\nx",-5`);
  expect(text).toContain(`"'@x\u2028y",-5`);
  expect(file.headers.get("content-disposition")).toBe('attachment; filename="x.csv"');
});
