import * as z from "zod";
import type { MentorsCursor } from "../db/mentors.ts";
import type { RefundsCursor } from "../db/refunds.ts";
import type { SessionsCursor } from "../db/sessions-page.ts";
import type { UndeliveredCursor } from "../db/undelivered.ts";
import { isId } from "../domain/ids.ts";
import { unprintable } from "./input.ts";
import { eventId } from "./schemas/platform-event.ts";

// Cursors are opaque to callers: base64url of what the last row's key is. A malformed one is a 400, not an empty page.

const malformed = "is not a cursor of ours";

function encode(parts: readonly (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function decode(text: string): unknown {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const key: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return unprintable(key).length === 0 ? key : null;
  } catch {
    return null;
  }
}

const opaque = z
  .string()
  .max(600, malformed)
  .regex(/^[A-Za-z0-9_-]+$/, malformed);

/** Instants that a JavaScript date can hold. */
const MAX_INSTANT = 8_640_000_000_000_000;

const instantKey = z.tuple([z.int().min(-MAX_INSTANT).max(MAX_INSTANT), z.string().refine(isId)]);
const eventKey = z.tuple([z.int().min(-MAX_INSTANT).max(MAX_INSTANT), eventId]);
const nameKey = z.tuple([z.string(), z.string().refine(isId)]);

/** A cursor whose key fits `schema`. */
const cursorOf = <S extends z.ZodType>(schema: S) =>
  opaque.transform((text, context): z.output<S> => {
    const key = schema.safeParse(decode(text));
    if (key.success) return key.data;
    context.addIssue({ code: "custom", message: malformed });
    return z.NEVER;
  });

/** Of bookings by their start. */
export const encodeSessionsCursor = ({ startsAt, id }: SessionsCursor): string => encode([startsAt, id]);

export const sessionsCursor = cursorOf(instantKey).transform(
  ([startsAt, id]): SessionsCursor => ({ startsAt, id }),
);

/** Of mentors by their name. */
export const encodeMentorsCursor = ({ name, id }: MentorsCursor): string => encode([name, id]);

export const mentorsCursor = cursorOf(nameKey).transform(([name, id]): MentorsCursor => ({ name, id }));

/** Of refunds by when they were asked for. */
export const encodeRefundsCursor = ({ requestedAt, id }: RefundsCursor): string => encode([requestedAt, id]);

export const refundsCursor = cursorOf(instantKey).transform(
  ([requestedAt, id]): RefundsCursor => ({ requestedAt, id }),
);

/** Of webhooks that could not be delivered, by when they were given up. */
export const encodeUndeliveredCursor = ({ givenUpAt, id }: UndeliveredCursor): string =>
  encode([givenUpAt, id]);

export const undeliveredCursor = cursorOf(eventKey).transform(
  ([givenUpAt, id]): UndeliveredCursor => ({ givenUpAt, id }),
);
