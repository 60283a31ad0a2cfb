import type { Method } from "./operation.ts";
import type { Problem, ProblemCode } from "./problems.ts";
import type { Service } from "./service.ts";

/** A call that is no JSON API: it reads its own request (a signature needs the raw body, a picture has conditions). */
export interface RawOperation {
  readonly id: string;
  readonly summary: string;
  readonly method: Method;
  /** Hono's form. */
  readonly path: string;
  readonly replies: Readonly<Record<number, string>>;
  readonly problems: readonly ProblemCode[];
  handle(
    service: Service,
    request: Request,
    params: Readonly<Record<string, string>>,
  ): Promise<Response | Problem>;
}
