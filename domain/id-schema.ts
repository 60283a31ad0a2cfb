import * as z from "zod";
import { ID_SHAPE } from "./ids.ts";

export const idSchema = z.string().regex(ID_SHAPE, "must be 1 to 40 characters from A-Z, a-z, 0-9, _ and -");
