import type { OpenApiDocument, Operation } from "./document.server.ts";
import { type Field, fieldsOf, parameterFields, type TypeWords, typeOf } from "./fields.server.ts";

export interface Reply {
  readonly status: string;
  readonly description: string;
  /** Null where there is no body, or a refusal's. */
  readonly type: TypeWords | null;
  readonly fields: readonly Field[];
}

export interface Call {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly credentials: readonly string[];
  /** By where they stand: path, query, header, body. */
  readonly inputs: readonly { readonly where: string; readonly fields: readonly Field[] }[];
  readonly replies: readonly Reply[];
}

export interface Reference {
  readonly groups: readonly {
    readonly name: string;
    readonly description: string;
    readonly calls: readonly Call[];
  }[];
  readonly objects: readonly { readonly name: string; readonly fields: readonly Field[] }[];
}

const WEBHOOKS = "Webhooks";

/** The document in the order in which it is read. With a search, what has every word of it in its heading. */
export function referenceOf(document: OpenApiDocument, search: string): Reference {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (heading: string): boolean => words.every((word) => heading.toLowerCase().includes(word));
  const listed = [
    ...operationsIn(document.paths),
    ...operationsIn(document.webhooks).map((one) => ({
      ...one,
      operation: { ...one.operation, tags: [WEBHOOKS] },
    })),
  ].filter(({ method, path, operation }) => fits(`${method} ${path} ${operation.summary}`));
  const tags = [
    ...document.tags,
    { name: WEBHOOKS, description: "What Meridian posts to the platform's address." },
  ];
  return {
    groups: tags
      .map(({ name, description }) => ({
        name,
        description,
        calls: listed.filter(({ operation }) => operation.tags.includes(name)).map(callOf),
      }))
      .filter(({ calls }) => calls.length > 0),
    objects: Object.entries(document.components.schemas)
      .filter(([name]) => fits(name))
      .map(([name, schema]) => ({ name, fields: fieldsOf(schema) })),
  };
}

interface Listed {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const operationsIn = (paths: OpenApiDocument["paths"]): readonly Listed[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );

function callOf({ method, path, operation }: Listed): Call {
  const body = operation.requestBody?.content["application/json"]?.schema;
  return {
    id: operation.operationId,
    method,
    path,
    summary: operation.summary,
    credentials: operation.security.flatMap(Object.keys),
    inputs: [
      ...["path", "query", "header"].map((where) => ({ where, fields: parameterFields(operation, where) })),
      { where: "body", fields: body === undefined ? [] : bodyFields(body) },
    ].filter(({ fields }) => fields.length > 0),
    replies: Object.entries(operation.responses).map(([status, { description, content }]) => {
      const schema = content?.["application/json"]?.schema;
      return {
        status,
        description,
        type: schema === undefined ? null : typeOf(schema),
        fields: schema === undefined ? [] : fieldsOf(schema),
      };
    }),
  };
}

/** A body that is one of our objects is one line that leads there. */
function bodyFields(body: Parameters<typeof fieldsOf>[0]): readonly Field[] {
  const type = typeOf(body);
  return type.ref === null ? fieldsOf(body) : [{ name: "", type, required: true, note: "" }];
}
