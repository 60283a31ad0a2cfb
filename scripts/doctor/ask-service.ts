import type * as z from "zod";

/** For a whole answer, in milliseconds. */
const PATIENCE_MS = 10_000;

export type ServiceAnswer<T> = { ok: true; value: T } | { ok: false; status: number | undefined };

/** One GET of an outside service. @returns its answer, or its status; none where it does not answer, or not in its own form. */
export async function askService<T>(
  url: string,
  key: string,
  shape: z.ZodType<T>,
): Promise<ServiceAnswer<T>> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) return { ok: false, status: response.status };
    const parsed = shape.safeParse(await response.json());
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, status: undefined };
  } catch {
    return { ok: false, status: undefined };
  }
}

/** @param there names of the secrets that Cloudflare holds, whose values it tells nobody; null where it does not tell the names. */
export function whyNotAsked(service: string, key: string, there: readonly string[] | null): string {
  const where =
    there === null
      ? "is not here, and Cloudflare does not tell what it has"
      : there.includes(key)
        ? "is at Cloudflare only"
        : "is nowhere yet, neither here nor at Cloudflare";
  return `${service} was not asked: its key ${where}`;
}
