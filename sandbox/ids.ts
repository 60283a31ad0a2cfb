import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Random letters and digits. The slight bias of the modulo is harmless: nothing here guards anything real. */
export function randomToken(length: number): string {
  let token = "";
  for (const byte of randomBytes(length)) token += ALPHABET[byte % ALPHABET.length];
  return token;
}

/** An object id as Stripe spells them: a prefix and 24 characters. */
export function stripeId(prefix: string): string {
  return `${prefix}_${randomToken(24)}`;
}
