import * as z from "zod";
import { COMMENT_MAX_CHARACTERS } from "../limits.ts";

export const reviewBody = z.strictObject({
  rating: z.int().min(1).max(5),
  comment: z.string().trim().max(COMMENT_MAX_CHARACTERS).nullish(),
});
