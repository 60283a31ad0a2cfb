// What Meridian may cost at most, each limit in one place. Bytes are gzipped. Counts and sizes are gates of `npm test`, as is
// `RATIO.startUp`; times on a shared machine are not: `JOIN.milliseconds` and the other ratios are held by the benches alone. A ratio
// fails above its aim times `NOISE`. `BUNDLE.explainedFrom` asks for words, and no program holds it.
// Sources: issue 4 ("Finding", "Weight"), issue 5 ("Joining"), issue 6 ("Speed, measured").

const KB = 1024;

/**
 * A page of a list, at any number of bookings, the check of the session included: round trips to D1, rows that D1 says it read, and
 * calls to objects (issue 6; a filtered page may read more and be short: issue 4, "Finding").
 */
export const LIST = { trips: 1, rows: 50, filteredRows: 1_000, objectCalls: 0 };

/**
 * One booking with its timeline: one round trip (issue 6, "no object is called"), and its rows are what it shows. A page looks for the
 * sessions before and after it, too: a row of each range of either (db/neighbours.ts).
 */
export const DETAILS = { trips: 1, rows: 10, pageRows: 50, objectCalls: 0 };

/** Up to its answer, the object's own round trips included (issue 6). */
export const CANCEL = { trips: 2, rows: 10, objectCalls: 1 };

/** Up to its answer (issue 6), with no outside call on the way, and under so many milliseconds of our own (issue 5). */
export const JOIN = { trips: 1, rows: 5, objectCalls: 1, outsideCalls: 0, milliseconds: 300 };

/** Resident bytes of the runtime for each booking's object that is awake, its storage open (issue 6, "memory"; what is asleep costs nothing). */
export const OBJECT_BYTES = 400 * KB;

/** How often a dynamic request of the dashboard asks for a static file first (issue 6). */
export const ASSETS_PROBES = 0;

/** Bytes of each deployable (issue 6); above the lower one docs/measurements.md explains what is in it. */
export const BUNDLE = { bytes: 300 * KB, explainedFrom: 180 * KB };

/**
 * My Sessions in a browser: bytes and files of its JavaScript (issue 6), of which the framework's empty page has so many and ours so
 * many more (issue 4); bytes of HTML with twenty sessions (issue 4).
 */
export const PAGE = {
  scriptBytes: 110 * KB,
  scriptFiles: 12,
  frameworkBytes: 47 * KB,
  ownScriptBytes: 25 * KB,
  htmlBytes: 12 * KB,
};

/**
 * Times the bare Worker's p50 in the same run (issue 6), the session's check included; `flat` is p50 at 100,000 bookings times that
 * at 100, `startUp` the first answer of a fresh process times that of a bare Remix bundle.
 */
export const RATIO = { list: 1.6, page: 2.5, cancel: 1.8, join: 1.5, flat: 1.15, startUp: 2 };

/** Timings on a shared machine hold within 15 %: a ratio fails above its aim times this. */
export const NOISE = 1.15;
