import * as z from "zod";
import type { Called } from "../support/node/api.ts";

/** JSON Schema, as far as the document uses it. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Content {
  readonly schema?: Schema;
}

interface Reply {
  readonly description: string;
  readonly content?: Readonly<Record<string, Content>>;
}

export interface Described {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, Reply>>;
}

export interface ApiDocument {
  readonly operations: readonly Described[];
  /** Behind a reference, or the schema itself. */
  resolve(schema: Schema): Schema;
  /** What of an answer the document does not say; null when it is as described. */
  stranger(operation: Described, answer: Called): string | null;
}

interface Raw {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const problem = z.object({ status: z.number(), code: z.string() });

/** Reads the OpenAPI document as a stranger to the project would: it is all that is known of the API. */
export function readDocument(json: unknown): ApiDocument {
  const { paths, components } = json as Raw;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ ...one, path, method: method.toUpperCase() })),
  );
  const nameOf = (reference: string): string => reference.split("/").at(-1) ?? "";
  const checks = new Map<Schema, z.ZodType>();
  const checkOf = (schema: Schema): z.ZodType => {
    const check = checks.get(schema) ?? zodOf(schema, components.schemas);
    checks.set(schema, check);
    return check;
  };
  return {
    operations,
    resolve: (schema) =>
      schema.$ref === undefined ? schema : (components.schemas[nameOf(schema.$ref)] ?? schema),
    stranger: (operation, answer) => strangerIn(operation, answer, checkOf),
  };
}

/** zod's own reading of JSON Schema, which knows references into `$defs` only. */
function zodOf(schema: Schema, components: Raw["components"]["schemas"]): z.ZodType {
  const whole = JSON.stringify({ ...schema, $defs: components }).replaceAll(
    "#/components/schemas/",
    "#/$defs/",
  );
  return z.fromJSONSchema(JSON.parse(whole));
}

function strangerIn(
  { responses }: Described,
  answer: Called,
  checkOf: (schema: Schema) => z.ZodType,
): string | null {
  if (answer.status >= 500) return `${answer.status} ${answer.text.slice(0, 200)}`;
  const reply = responses[String(answer.status)];
  if (reply === undefined) return `${answer.status} is not in the document: ${answer.text.slice(0, 200)}`;
  const type = answer.type.split(";")[0] ?? "";
  if (reply.content === undefined) return null;
  const described = Object.entries(reply.content).find(([name]) => name.split(";")[0] === type);
  if (described === undefined) return `${answer.status} as ${answer.type || "nothing"}`;
  const [, { schema }] = described;
  if (!type.endsWith("json") || schema === undefined) return null;
  const read = checkOf(schema).safeParse(answer.json);
  if (!read.success) return `${answer.status}: ${z.prettifyError(read.error)}`;
  if (type !== "application/problem+json") return null;
  const { code, status } = problem.parse(answer.json);
  if (status !== answer.status) return `says ${status} and is ${answer.status}`;
  return reply.description.includes(`\`${code}\``) ? null : `${status} ${code} is not in the document`;
}
