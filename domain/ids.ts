import * as z from "zod";

/** Product, HTTP API: "Ids are opaque strings of at most 40 characters from [A-Za-z0-9_-]". */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, "must be 1 to 40 characters from A-Z, a-z, 0-9, _ and -");

export const isId = (text: string): boolean => idSchema.safeParse(text).success;
