import * as z from "zod";

/** RFC 5321, 4.5.3.1.3: a path is at most 256 characters with its brackets. */
const LONGEST_ADDRESS = 254;

/** An address as D1 keeps it: trimmed, lower case (two spellings of one mailbox must not make two people). */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(LONGEST_ADDRESS, "must be at most 254 characters")
  .pipe(z.email("must be an email address"));

/** What to call somebody of whom only the address is known: `carla.reyes+work@…` becomes "Carla Reyes". */
export function nameFromAddress(email: string): string {
  const local = email.split("@")[0] ?? "";
  const words = (local.split("+")[0] ?? "").split(/[._-]+/).filter((word) => word !== "");
  const name = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ");
  return name === "" ? local : name;
}
