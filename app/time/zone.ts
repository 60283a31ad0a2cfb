/** Only what is one is kept: there are some six hundred, and asking costs more than a page's other work for a reader. */
const known = new Set<string>();

/** Whether this runtime knows the zone: what comes from cookies and forms is not believed. */
export function isZone(zone: unknown): zone is string {
  if (typeof zone !== "string" || zone.length > 64 || !/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(zone)) return false;
  if (known.has(zone)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    known.add(zone);
    return true;
  } catch {
    return false;
  }
}

/** "America/Argentina/Buenos_Aires" -> "Buenos Aires"; "UTC" stays. */
export function cityOf(zone: string): string {
  const last = zone.split("/").at(-1) ?? zone;
  return last.replaceAll("_", " ");
}

/** The first of the candidates that is a zone, else UTC. */
export const firstZone = (...candidates: readonly (string | null | undefined)[]): string =>
  candidates.find(isZone) ?? "UTC";
