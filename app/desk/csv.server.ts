import Papa from "papaparse";

/** How a formula begins. Not the library's own pattern, which a line break behind the formula gets past. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A CSV file to download (RFC 4180). A cell that a spreadsheet would take for a formula is escaped (product, "What people write:
 * harmless in CSV"), and so is one that becomes a formula behind blanks or a line break.
 */
export function csvFile(
  name: string,
  fields: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Response {
  const data = rows.map((row) =>
    row.map((cell) => (typeof cell === "string" ? cell.replace(/^\s+/, "") : cell)),
  );
  const text = Papa.unparse({ fields: [...fields], data }, { escapeFormulae: FORMULA, newline: "\r\n" });
  return new Response(`${text}\r\n`, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
    },
  });
}
