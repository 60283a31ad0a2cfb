import type { Import } from "./imports.ts";

// Who may import whom (ENGINEERING, "Rooms"): what is not allowed here is forbidden.

/** Rooms of the product: none of them knows the others that are not named. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  db: ["domain"],
  providers: ["domain"],
  mail: ["domain"],
  telemetry: [],
  auth: ["domain", "db"],
  "durable-objects": ["domain", "db", "providers", "mail", "telemetry"],
  worker: ["domain", "db", "auth", "providers", "mail", "telemetry", "durable-objects"],
  app: ["domain", "db", "auth", "telemetry"],
  functions: ["app", "build"],
  // The outside world: it shares nothing with the product but the wire, or the two would err alike.
  sandbox: [],
  // What programs of others begin with: they know Meridian by its HTTP API.
  client: [],
  examples: ["client"],
};

export const ROOMS = Object.keys(MAY_IMPORT);

/** Pages asks the Worker and the objects by these only. */
const APP_MAY_ALSO = ["contract", "client", "listener-contract"].map((part) => `durable-objects/${part}.ts`);
/** Shapes that another room owns, as types: the Worker's contract, and what a message to be sent looks like. */
const MAY_TYPES: Readonly<Record<string, readonly string[]>> = {
  app: ["worker/contract.ts"],
  mail: ["providers/email/port.ts"],
};
/** What writes to D1: the booking's object its projection, the Worker all else. */
const WRITING_SIDE = [
  "projection",
  "people-writing",
  "days-off-writing",
  "reviews",
  "audit",
  "webhook-events",
  "sweep",
  "reconciliation-writing",
  "undelivered-writing",
  "progress-writing",
  "tallies-writing",
  "visits-writing",
  "erasing-writing",
].map((part) => `db/${part}.ts`);

/** The domain is pure: what it may take from outside, and who. */
const DOMAIN_PACKAGES: Readonly<Record<string, (file: string) => boolean>> = {
  zod: () => true,
  "@internationalized/date": (file) => file === "domain/slots.ts",
};

/** A package that belongs to one folder. */
const PACKAGE_HOMES: Readonly<Record<string, string>> = { stripe: "providers/stripe/" };

const roomOf = (path: string): string => path.split("/")[0] ?? path;

/** Why an import is forbidden; null when it is not. */
export function forbidden(line: Import): string | null {
  const room = roomOf(line.from);
  if (line.isPackage) return forbiddenPackage(line);
  const target = roomOf(line.to);
  if (target === room) return null;
  if (room === "app" && APP_MAY_ALSO.includes(line.to)) return null;
  if (line.typeOnly && MAY_TYPES[room]?.includes(line.to)) return null;
  if (!MAY_IMPORT[room]?.includes(target)) return `${room} may not import ${line.to}`;
  return room === "app" && WRITING_SIDE.includes(line.to) ? "app reads D1 and never writes" : null;
}

function forbiddenPackage({ from, to }: Import): string | null {
  const home = PACKAGE_HOMES[to];
  if (home !== undefined && !from.startsWith(home)) return `${to} belongs to ${home}`;
  if (roomOf(from) !== "domain") return null;
  return DOMAIN_PACKAGES[to]?.(from) ? null : `the domain is pure: no ${to}`;
}
