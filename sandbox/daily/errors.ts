/** A refusal in Daily's form: a stable `error` and an `info` for people. Thrown, and caught at one place. */
export class DailyFailure extends Error {
  readonly status: number;
  readonly error: string;
  readonly info: string | undefined;

  constructor(status: number, error: string, info?: string) {
    super(info ?? error);
    this.status = status;
    this.error = error;
    this.info = info;
  }

  body(): string {
    return JSON.stringify(
      this.info === undefined ? { error: this.error } : { error: this.error, info: this.info },
    );
  }
}

export function invalid(info: string): DailyFailure {
  return new DailyFailure(400, "invalid-request-error", info);
}

export function notFound(info: string): DailyFailure {
  return new DailyFailure(404, "not-found", info);
}
