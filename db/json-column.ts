import * as z from "zod/mini";

/** A column of JSON, or what SQLite made with its JSON functions. @throws SyntaxError when it is none: a fault of ours. */
export const jsonColumn = z.pipe(
  z.string(),
  z.transform((text): unknown => JSON.parse(text)),
);
