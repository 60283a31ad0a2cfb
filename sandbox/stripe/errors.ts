/** The inside of Stripe's error body. */
export interface StripeErrorBody {
  type: "invalid_request_error" | "card_error" | "idempotency_error" | "api_error";
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  payment_intent?: unknown;
}

/**
 * A refusal in Stripe's words. Thrown, and caught at one place, because it can arise at any depth of an endpoint.
 * `beforeStart` marks what Stripe refuses before an endpoint begins: such answers are not kept under a key.
 */
export class StripeFailure extends Error {
  readonly status: number;
  readonly error: StripeErrorBody;
  readonly beforeStart: boolean;

  constructor(status: number, error: StripeErrorBody, beforeStart = false) {
    super(error.message);
    this.status = status;
    this.error = error;
    this.beforeStart = beforeStart;
  }
}

/** A parameter that is wrong in itself, whatever the state of the objects it names. */
export function badParam(code: string | undefined, message: string, param?: string): StripeFailure {
  return new StripeFailure(400, failureBody(message, code, param), true);
}

/** A request that is well-formed but that the state of things forbids. */
export function refused(code: string | undefined, message: string, param?: string): StripeFailure {
  return new StripeFailure(400, failureBody(message, code, param));
}

/** 404 for an object named in the path, 400 for one named in a parameter: as Stripe does. */
export function missing(what: string, id: string, param: string, inPath: boolean): StripeFailure {
  const body = failureBody(`No such ${what}: '${id}'`, "resource_missing", param);
  return new StripeFailure(inPath ? 404 : 400, body);
}

function failureBody(message: string, code: string | undefined, param: string | undefined): StripeErrorBody {
  return {
    ...(code === undefined
      ? {}
      : { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` }),
    message,
    ...(param === undefined ? {} : { param }),
    type: "invalid_request_error",
  };
}
