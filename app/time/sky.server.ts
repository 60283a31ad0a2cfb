import { parseDate, toCalendarDateTime, toZoned } from "@internationalized/date";
import { keeping } from "../../domain/keeping.ts";
import { type Instant, MINUTE } from "../../domain/time.ts";
import type { Sky } from "../session/card.ts";
import { dayOf } from "./days.server.ts";
import { OLDER_NAMES, PLACES } from "./places.server.ts";

// Sunrise and sunset as far as a ribbon needs them. The place is the city that the zone is named after, in whole degrees
// (places.server.ts). The sun's declination and the equation of time are NOAA's Fourier series of the day of the year ("General
// Solar Position Calculations"), right to about a minute; the day's length follows from the hour angle at which the sun stands at
// a given height. What a person sees may differ by some minutes: they live elsewhere in their zone, and behind a hill. Somebody
// may live far from their zone's city (Chongqing keeps Shanghai's time): theirs is Shanghai's sun, as theirs is its clock.

/** The sun's upper edge on the horizon, with the air's refraction; and the end of civil twilight. Degrees above the horizon. */
const SUNRISE_HEIGHT = -0.833;
const TWILIGHT_HEIGHT = -6;

const HALF_DAY = 12 * 60;
const DEGREE = Math.PI / 180;

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** Read when the first page shows a sky: the others need not wait for it. */
const places = keeping(
  1,
  () =>
    new Map<string, Place>(
      Object.entries(PLACES).flatMap(([area, list]) =>
        list.split(",").map((entry): [string, Place] => {
          const [city = "", latitude, longitude] = entry.trim().split(/\s+/);
          return [`${area}/${city}`, { latitude: Number(latitude), longitude: Number(longitude) }];
        }),
      ),
    ),
);
const newerNames = new Map(
  OLDER_NAMES.trim()
    .split(/\s+/)
    .map((pair) => pair.split("=") as [string, string]),
);

export const placeOf = (zone: string): Place | null => places().get(newerNames.get(zone) ?? zone) ?? null;

/** The sky over a zone's place on the local day of an instant. UTC and its like lie nowhere: there the equator's sun, by the clock. */
export const skyOf = (instant: Instant, zone: string): Sky => skyOn(dayOf(instant, zone), zone);

const skyOn = keeping(4_000, (day: string, zone: string): Sky => {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const clockNoon = toZoned(toCalendarDateTime(parseDate(day)).set({ hour: 12 }), zone)
    .toDate()
    .getTime();
  /** Minutes that the clock is ahead of UTC. A day on which the clocks change has its sky by the clock of its noon. */
  const ahead = (noon - clockNoon) / MINUTE;
  const { latitude, longitude } = placeOf(zone) ?? { latitude: 0, longitude: ahead / 4 };
  const { declination, equation } = sunOn(noon);
  const highest = HALF_DAY - 4 * longitude - equation + ahead;
  return {
    // The date line: Kiritimati lies where it is yesterday, and keeps today's clock.
    noon: Math.round(highest - 2 * HALF_DAY * Math.round((highest - HALF_DAY) / (2 * HALF_DAY))),
    day: halfLength(SUNRISE_HEIGHT, latitude, declination),
    twilight: halfLength(TWILIGHT_HEIGHT, latitude, declination),
  };
});

/** @returns the declination in radians, and in minutes how far a sundial is ahead of the mean sun. */
function sunOn(noon: Instant): { readonly declination: number; readonly equation: number } {
  const year = new Date(noon).getUTCFullYear();
  const dayOfYear = Math.floor((noon - Date.UTC(year, 0, 1)) / (24 * 60 * MINUTE));
  const g = (2 * Math.PI * dayOfYear) / 365;
  const [c, c2, c3] = [Math.cos(g), Math.cos(2 * g), Math.cos(3 * g)];
  const [s, s2, s3] = [Math.sin(g), Math.sin(2 * g), Math.sin(3 * g)];
  return {
    declination:
      0.006918 - 0.399912 * c + 0.070257 * s - 0.006758 * c2 + 0.000907 * s2 - 0.002697 * c3 + 0.00148 * s3,
    equation: 229.18 * (0.000075 + 0.001868 * c - 0.032077 * s - 0.014615 * c2 - 0.040849 * s2),
  };
}

/** Minutes between the sun's highest moment and its passing a height: none in a polar night, half of all in a polar day. */
function halfLength(height: number, latitude: number, declination: number): number {
  const up =
    (Math.sin(height * DEGREE) - Math.sin(latitude * DEGREE) * Math.sin(declination)) /
    (Math.cos(latitude * DEGREE) * Math.cos(declination));
  return Math.round((Math.acos(Math.min(1, Math.max(-1, up))) / DEGREE) * 4);
}
