/** A refusal in Resend's form. Thrown, and caught at one place. */
export class ResendFailure extends Error {
  readonly statusCode: number;
  override readonly name: string;

  constructor(statusCode: number, name: string, message: string) {
    super(message);
    this.statusCode = statusCode;
    this.name = name;
  }

  body(): string {
    return JSON.stringify({ statusCode: this.statusCode, name: this.name, message: this.message });
  }
}

export function invalid(message: string): ResendFailure {
  return new ResendFailure(422, "validation_error", message);
}
