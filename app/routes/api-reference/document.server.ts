import * as z from "zod/mini";

// The part of OpenAPI 3.1 that our document uses (worker/openapi.ts).

const schema = z.looseObject({
  $ref: z.optional(z.string()),
  type: z.optional(z.union([z.string(), z.array(z.string())])),
  format: z.optional(z.string()),
  description: z.optional(z.string()),
  enum: z.optional(z.array(z.string())),
  minimum: z.optional(z.number()),
  maximum: z.optional(z.number()),
  maxLength: z.optional(z.number()),
  default: z.optional(z.json()),
  required: z.optional(z.array(z.string())),
  get items(): z.ZodMiniOptional<typeof schema> {
    return z.optional(schema);
  },
  get anyOf(): z.ZodMiniOptional<z.ZodMiniArray<typeof schema>> {
    return z.optional(z.array(schema));
  },
  get properties(): z.ZodMiniOptional<z.ZodMiniRecord<z.ZodMiniString, typeof schema>> {
    return z.optional(z.record(z.string(), schema));
  },
});
export type Schema = z.output<typeof schema>;

const content = z.record(z.string(), z.object({ schema: z.optional(schema) }));

const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z._default(z.array(z.string()), []),
  security: z._default(z.array(z.record(z.string(), z.array(z.string()))), []),
  parameters: z._default(
    z.array(
      z.object({
        in: z.enum(["path", "query", "header"]),
        name: z.string(),
        required: z._default(z.boolean(), false),
        description: z.optional(z.string()),
        schema,
      }),
    ),
    [],
  ),
  requestBody: z.optional(z.object({ content })),
  responses: z.record(z.string(), z.object({ description: z.string(), content: z.optional(content) })),
});
export type Operation = z.output<typeof operation>;

const paths = z.record(z.string(), z.record(z.string(), operation));

export const openApiDocument = z.object({
  info: z.object({ title: z.string(), description: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths,
  webhooks: paths,
  components: z.object({ schemas: z.record(z.string(), schema) }),
});
export type OpenApiDocument = z.output<typeof openApiDocument>;
