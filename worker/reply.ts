import type * as z from "zod";

/** A JSON answer that fits its schema by type. Answers are one person's: no cache but their own may keep them, and not even that without asking. */
export function json<S extends z.ZodType>(
  _schema: S,
  status: number,
  body: z.input<S>,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "private, no-store", ...headers },
  });
}

export const noContent = (): Response =>
  new Response(null, { status: 204, headers: { "Cache-Control": "private, no-store" } });
