/**
 * An outside service could not be asked, or its answer cannot be known: it may have done what was asked, or not. Thrown, since
 * it is an outage; the booking's object tries again later under the same key. Its message names the service and the call,
 * never a person, a key or an address.
 */
export class ServiceUnavailable extends Error {
  readonly service: string;
  /** What the service asked us to wait, in milliseconds; null when it did not say. */
  readonly retryAfter: number | null;

  constructor(service: string, what: string, retryAfter: number | null = null) {
    super(`${service}: ${what}`);
    this.name = "ServiceUnavailable";
    this.service = service;
    this.retryAfter = retryAfter;
  }
}
