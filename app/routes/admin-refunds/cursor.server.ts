import type { RefundsCursor } from "../../../db/refunds.ts";
import { isId } from "../../../domain/ids.ts";

/** `<requested_at>_<id>`: where a page begins, readable and harmless when altered. */
export const writeCursor = ({ requestedAt, id }: RefundsCursor): string => `${requestedAt}_${id}`;

export function readCursor(text: string | null): RefundsCursor | null {
  const [, requestedAt, id] = /^(\d{1,15})_(.+)$/.exec(text ?? "") ?? [];
  const known = requestedAt !== undefined && id !== undefined && isId(id);
  return known ? { requestedAt: Number(requestedAt), id } : null;
}
