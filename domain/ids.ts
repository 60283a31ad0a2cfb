/** Product, HTTP API: "Ids are opaque strings of at most 40 characters from [A-Za-z0-9_-]". */
export const ID_SHAPE = /^[A-Za-z0-9_-]{1,40}$/;

/** Without zod (domain/id-schema.ts): what stands before Remix asks this of every path, and would bring a second copy of it. */
export const isId = (text: string): boolean => ID_SHAPE.test(text);
