import * as z from "zod";
import type { Called, CallOptions } from "../../support/node/api.ts";
import type { App } from "../../support/node/app.ts";

type Json = Record<string, unknown>;

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly called: Called;
}

/** The API as called by a test, every answer kept, so that in the end all of them are held against the OpenAPI document. */
export interface Contract {
  call(method: string, path: string, options?: CallOptions): Promise<Called>;
  /** What in the answers so far is not as the document says; nothing, when it is honest. */
  deviations(): Promise<string[]>;
  /** `METHOD /path/{id} status` of every documented call that was made. */
  walked(): Promise<string[]>;
}

const documentShape = z.looseObject({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ responses: z.record(z.string(), z.json()) })),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.json()) }),
});
type Document = z.output<typeof documentShape>;

const responseShape = z.looseObject({
  content: z.record(z.string(), z.looseObject({ schema: z.record(z.string(), z.json()) })).optional(),
});

export function contractOf(app: App): Contract {
  const seen: Seen[] = [];
  const document = async () => documentShape.parse((await app.call("GET", "/api/openapi.json")).json);
  return {
    call: async (method, path, options) => {
      const called = await app.call(method, path, options);
      seen.push({ method: method.toLowerCase(), path: new URL(path, app.url).pathname, called });
      return called;
    },
    deviations: async () => {
      const read = await document();
      return seen.flatMap((one) => deviationOf(read, one) ?? []);
    },
    walked: async () => {
      const read = await document();
      const lines = seen.map((one) => `${one.method} ${templateOf(read, one)} ${one.called.status}`);
      return [...new Set(lines)].sort();
    },
  };
}

function deviationOf(document: Document, { method, path, called }: Seen): string | null {
  const where = `${method} ${path} ${called.status}`;
  const template = templateOf(document, { method, path });
  const responses = template === null ? undefined : document.paths[template]?.[method]?.responses;
  const response = responses?.[String(called.status)];
  if (response === undefined) return `${where} is not documented`;
  const { content = {} } = responseShape.parse(response);
  const type = called.type.split(";")[0] ?? "";
  if (Object.keys(content).length === 0) return null;
  const schema = content[type]?.schema;
  if (schema === undefined) return `${where}: ${type} is not documented`;
  if (!type.endsWith("json")) return null;
  const result = validatorOf(document, schema).safeParse(called.json);
  return result.success ? null : `${where}: ${z.prettifyError(result.error)}`;
}

/** The document's path that an address belongs to; literal ones before those with parameters. */
function templateOf(document: Document, { method, path }: Pick<Seen, "method" | "path">): string | null {
  const fits = (template: string): boolean =>
    new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+").replaceAll(".", "\\.")}$`).test(path);
  const templates = Object.keys(document.paths).filter(fits);
  const [found] = templates
    .filter((template) => document.paths[template]?.[method] !== undefined)
    .sort((a, b) => a.split("{").length - b.split("{").length);
  return found ?? null;
}

/** OpenAPI keeps its schemas under `components`, JSON Schema under `$defs`: the same otherwise. */
function validatorOf(document: Document, schema: Json): z.ZodType {
  const whole = { ...schema, $defs: document.components.schemas };
  const moved = JSON.stringify(whole).replaceAll("#/components/schemas/", "#/$defs/");
  return z.fromJSONSchema(JSON.parse(moved));
}
