/** What may be refused by a rule: tagged data. `throw` is for bugs and outages only. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: E };

export const accepted = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const refused = <E>(reason: E): { readonly ok: false; readonly reason: E } => ({ ok: false, reason });
