import { Dice } from "../simulation/engine/random.ts";
import type { Called } from "../support/node/api.ts";
import type { App } from "../support/node/app.ts";
import { type ApiDocument, type Described, readDocument } from "./document.ts";
import { type Stage, settle } from "./stage.ts";
import { Writer } from "./write.ts";

export interface Finding {
  /** Of this one request: `npm run fuzz -- --seed` and the same number of requests writes it again. */
  readonly at: number;
  readonly request: string;
  readonly what: string;
}

export interface FuzzReport {
  readonly requests: number;
  readonly seconds: number;
  readonly operations: number;
  /** How often each status was answered, by operation. */
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly findings: readonly Finding[];
}

const AT_ONCE = 8;

/**
 * Asks every operation of the OpenAPI document in turn, as each kind of caller, and holds every answer against the document: no
 * 5xx, no status, type, code or field that it does not describe. What is asked follows from the seed and the number of the request.
 */
export async function fuzz(app: App, requests: number, seed: number): Promise<FuzzReport> {
  const document = readDocument((await app.call("GET", "/api/openapi.json")).json);
  const stage = await settle(app);
  const began = Date.now();
  const statuses = new Map<string, Map<number, number>>();
  const findings: Finding[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < requests; at = next++) {
      const operation = document.operations[at % document.operations.length];
      if (operation === undefined) return;
      const { request, answer } = await askOnce(
        app,
        document,
        stage,
        operation,
        new Dice(seed * 1_000_003 + at),
      );
      const counts = statuses.get(operation.operationId) ?? new Map<number, number>();
      statuses.set(operation.operationId, counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1));
      const what = document.stranger(operation, answer);
      if (what !== null) findings.push({ at, request, what });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const seconds = (Date.now() - began) / 1_000;
  return { requests, seconds, operations: document.operations.length, statuses, findings };
}

async function askOnce(
  app: App,
  document: ApiDocument,
  stage: Stage,
  operation: Described,
  dice: Dice,
): Promise<{ readonly request: string; readonly answer: Called }> {
  const { path, headers, body } = new Writer(document, stage.world, dice).write(operation);
  const { name, headers: credential } = stage.caller(operation, dice);
  const response = await fetch(new URL(path, app.url), {
    method: operation.method,
    redirect: "manual",
    headers: { ...headers, ...credential },
    body,
  });
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  const request = `${operation.method} ${path} as ${name} ${(body ?? "").slice(0, 300)}`;
  return {
    request,
    answer: { status: response.status, headers: response.headers, type, text, json: parsed(text) },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
