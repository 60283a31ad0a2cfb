import type { Sandbox } from "../context.ts";
import { badParam } from "./errors.ts";
import { type Hidden, KIND, type Refund } from "./objects.ts";

interface Json {
  id?: unknown;
  object?: unknown;
  data?: unknown;
  payment_intent?: unknown;
  [field: string]: unknown;
}

/** Fields that hold an id and can hold the object instead. */
const REFERENCES: Record<string, string> = {
  payment_intent: KIND.paymentIntent,
  latest_charge: KIND.charge,
  charge: KIND.charge,
};

/** Replaces ids by objects along each path of `expand[]`, such as `payment_intent.latest_charge`. */
export function expandObject(sandbox: Sandbox, object: unknown, paths: readonly string[] = []): unknown {
  return paths.reduce((result, path) => expandPath(sandbox, result, path.split("."), path), object);
}

function expandPath(sandbox: Sandbox, value: unknown, path: string[], whole: string): unknown {
  const [field, ...rest] = path;
  if (field === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => expandPath(sandbox, item, path, whole));
  const object = value as Json;
  if (field === "data" && object.object === "list") {
    return { ...object, data: expandPath(sandbox, object.data, rest, whole) };
  }
  const child = childOf(sandbox, object, field);
  if (child === undefined) {
    throw badParam(undefined, `This property cannot be expanded (${whole}).`, "expand");
  }
  return { ...object, [field]: expandPath(sandbox, child, rest, whole) };
}

/** The object behind a field: undefined when the field cannot be expanded, null when there is none. */
function childOf(sandbox: Sandbox, object: Json, field: string): unknown {
  const id = String(object.id);
  if (object.object === "checkout.session" && field === "line_items") {
    const stored = sandbox.state.get<Json, Hidden>(KIND.session, id);
    const data = stored?.hidden.lineItems ?? [];
    return { object: "list", data, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` };
  }
  if (object.object === "charge" && field === "refunds") {
    const all = sandbox.state.list<Refund>(KIND.refund, String(object.payment_intent));
    const data = all.map(({ body }) => body).filter(({ charge }) => charge === id);
    return { object: "list", data: data.reverse(), has_more: false, url: `/v1/charges/${id}/refunds` };
  }
  const kind = Object.hasOwn(REFERENCES, field) ? REFERENCES[field] : undefined;
  if (kind === undefined || !(field in object)) return undefined;
  const value = object[field];
  return typeof value === "string" ? (sandbox.state.get(kind, value)?.body ?? value) : value;
}
