declare const packs: unique symbol;

/**
 * What a page's data carries as one text: JSON, which a processor writes and reads by itself. The way in which Remix takes data to
 * the browser is made for promises and classes, and for twenty sessions it took as long as drawing them.
 */
export type Packed<T> = string & { readonly [packs]: T };

/** @param value what JSON can say: no dates, no `undefined`. */
export const pack = <T>(value: T): Packed<T> => JSON.stringify(value) as Packed<T>;

export const unpack = <T>(text: Packed<T>): T => JSON.parse(text) as T;
