import type { Operation, Schema } from "./document.server.ts";

/** A type in words; `ref` names the object of ours that it is, or is a list of. */
export interface TypeWords {
  readonly text: string;
  readonly ref: string | null;
}

export interface Field {
  /** Dotted for what lies deeper; `[]` for each of a list. */
  readonly name: string;
  readonly type: TypeWords;
  readonly required: boolean;
  readonly note: string;
}

const REF = "#/components/schemas/";

export const refOf = ({ $ref }: Schema): string | null => $ref?.replace(REF, "") ?? null;

export function typeOf(schema: Schema): TypeWords {
  const ref = refOf(schema);
  if (ref !== null) return { text: "", ref };
  if (schema.anyOf !== undefined) return union(schema.anyOf.map(typeOf));
  if (schema.enum !== undefined) return plain(schema.enum.map((one) => `"${one}"`).join(" | "));
  if (Array.isArray(schema.type)) return plain(schema.type.join(" | "));
  if (schema.type === "array" && schema.items !== undefined) {
    const { text, ref: each } = typeOf(schema.items);
    return { text: `list of ${text}`.trim(), ref: each };
  }
  return plain(schema.format === undefined ? (schema.type ?? "any") : `${schema.type} (${schema.format})`);
}

const plain = (text: string): TypeWords => ({ text, ref: null });

const union = (parts: readonly TypeWords[]): TypeWords => ({
  text: parts
    .map(({ text }) => text)
    .filter((text) => text !== "")
    .join(" | "),
  ref: parts.find(({ ref }) => ref !== null)?.ref ?? null,
});

/** Every field of an object, those of objects within it included; an object with a name of its own is only referred to. */
export function fieldsOf(schema: Schema, prefix = ""): readonly Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    const required = schema.required?.includes(key) ?? false;
    const inner = value.anyOf?.find(({ properties }) => properties !== undefined) ?? value;
    return [
      { name, type: typeOf(value), required, note: noteOf(value) },
      ...fieldsOf(inner, `${name}.`),
      ...(inner.items === undefined ? [] : fieldsOf(inner.items, `${name}[].`)),
    ];
  });
}

export const parameterFields = ({ parameters }: Operation, where: string): readonly Field[] =>
  parameters
    .filter((one) => one.in === where)
    .map(({ name, required, description, schema }) => ({
      name,
      type: typeOf(schema),
      required,
      note: noteOf({ description, ...schema }),
    }));

/** What must hold of a value, besides its type. A bound that any integer keeps says nothing. */
function noteOf(schema: Schema): string {
  const { description, minimum, maximum, maxLength } = schema;
  const bound = (value: number | undefined, word: string): string =>
    value === undefined || Math.abs(value) === Number.MAX_SAFE_INTEGER ? "" : `${word} ${value}`;
  const bounds = [
    bound(minimum, "at least"),
    bound(maximum, "at most"),
    maxLength === undefined ? "" : `at most ${maxLength} characters`,
    schema.default === undefined ? "" : `\`${schema.default}\` unless told`,
  ].filter((part) => part !== "");
  return [description ?? "", bounds.join(", ")].filter((part) => part !== "").join("; ");
}
