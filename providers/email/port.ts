import type { Result } from "../../domain/result.ts";

export interface Attachment {
  readonly filename: string;
  /** Text; the adapter encodes it. */
  readonly content: string;
  /** With its parameters: `text/calendar; charset=utf-8; method=REQUEST`. */
  readonly contentType: string;
}

export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/** An email service. `send` throws ServiceUnavailable when it does not answer or asks to wait: the same key is then used again. */
export interface EmailSender {
  /**
   * @param idempotencyKey at most 256 characters; under one key one mail leaves, even if the text has changed by a word since.
   * @returns the service's id of the mail, or why it will never take it.
   */
  send(
    message: Message,
    idempotencyKey: string,
  ): Promise<Result<{ readonly id: string | null }, { readonly code: "refused"; readonly detail: string }>>;
}
