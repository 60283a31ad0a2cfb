/** A refusal in Whereby's form. Thrown, and caught at one place. */
export class WherebyFailure extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }

  body(): string {
    return JSON.stringify({ error: this.message });
  }
}
