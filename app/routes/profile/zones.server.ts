import { isZone } from "../../time/zone.ts";

export interface ZoneGroup {
  readonly area: string;
  readonly zones: readonly { readonly id: string; readonly label: string }[];
}

/** All zones that this runtime knows, by area; the person's own stands among them even where it is an older name. */
export function zonesOf(own: string): readonly ZoneGroup[] {
  const ids = [
    ...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", ...(isZone(own) ? [own] : [])]),
  ].sort();
  const areas = [...new Set(ids.map(areaOf))].sort();
  return areas.map((area) => ({
    area,
    zones: ids.filter((id) => areaOf(id) === area).map((id) => ({ id, label: placeOf(id) })),
  }));
}

const areaOf = (id: string): string => (id.includes("/") ? (id.split("/")[0] ?? id) : "UTC");

const placeOf = (id: string): string => id.split("/").slice(1).join(", ").replaceAll("_", " ") || id;
