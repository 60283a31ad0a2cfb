import * as z from "zod/mini";
import type { BookingStatus, ParticipantRole } from "../domain/booking.ts";
import { JOIN_CLOSES_AFTER_END } from "../domain/limits.ts";
import type { Instant } from "../domain/time.ts";
import { type Database, firstRow, type Query } from "./query.ts";
import { listedOf, OTHER_COLUMNS, TOLD_COLUMNS } from "./session-row.ts";
import type { ListedSession, SessionsCursor, SessionsPage, SessionsRequest } from "./sessions-page.ts";

// A page of one person's sessions (product, "The dashboard" and `GET /api/bookings`).
//
// Every list is a merge of a few ranges of the indexes `bookings_mentor` and `bookings_mentee` (person, stage, starts_at, id),
// each of them in the page's own order already: so a page costs its own rows and one more of each range, however many sessions
// there are, and nothing is sorted. D1 takes at most five terms in a compound; there are three or four.
//
//   upcoming   drafts, in their mentee's list only, whenever they were to be: only their object ends them
//              live rows that are not over by the clock
//   past       final rows
//              live rows that are over by the clock, for the alarm that is late: they read as completed

/**
 * How many sessions a page looks at when it is filtered by something that no index knows (a name, a status). With the person
 * and the boundary of each that is three rows read a candidate: 900 of the 1,000 that a page may cost.
 */
export const FILTERED_SCAN = 300;

/** More words than any name has: nobody is found. It also keeps the statement within D1's 100 parameters. */
const MOST_WORDS = 50;

const SHOWN_IN: Readonly<Record<SessionsRequest["list"], readonly BookingStatus[]>> = {
  upcoming: ["draft", "confirmed", "in_progress"],
  past: ["completed", "no_show", "cancelled", "expired"],
};

const NOBODY: Query<SessionsPage> = { statements: [], read: () => ({ rows: [], next: null }) };

const keyRow = z.object({ starts_at: z.number(), id: z.string() });

/**
 * @returns the page, and in `next` the cursor behind it, null at the end. A page filtered by words or statuses may be short,
 * empty even, and still have one: it is then the last session that was looked at.
 */
export function sessionsQuery(db: Database, request: SessionsRequest): Query<SessionsPage> {
  const outcomes = request.outcomes.filter((status) => SHOWN_IN[request.list].includes(status));
  const words = [...new Set(request.words)];
  if ((request.outcomes.length > 0 && outcomes.length === 0) || words.length > MOST_WORDS) return NOBODY;

  const filtered =
    words.length > 0 || (outcomes.length > 0 && outcomes.length < SHOWN_IN[request.list].length);
  const statements = [
    pageStatement(db, request, filtered ? { words, outcomes } : null),
    ...(filtered ? [boundaryStatement(db, request)] : []),
  ];
  return {
    statements,
    read([page, boundary]) {
      const rows = (page?.results ?? []).map((row) => listedOf(row, request.viewerId));
      const shown = rows.slice(0, request.limit);
      if (rows.length > request.limit) return { rows: shown, next: keyOf(shown.at(-1)) };
      const scannedTo = firstRow(keyRow, boundary);
      return {
        rows: shown,
        next: scannedTo === undefined ? null : { startsAt: scannedTo.starts_at, id: scannedTo.id },
      };
    },
  };
}

/** One row more than the page is fetched: it tells whether there is a next one. */
function pageStatement(
  db: Database,
  request: SessionsRequest,
  filter: { readonly words: readonly string[]; readonly outcomes: readonly BookingStatus[] } | null,
): D1PreparedStatement {
  const params = new Parameters();
  const wanted = filter === null ? request.limit + 1 : FILTERED_SCAN;
  const direction = request.list === "upcoming" ? "asc" : "desc";
  const sql = `
    select b.*, ${OTHER_COLUMNS} from (
      ${ranges(request, params, TOLD_COLUMNS.join(", ")).join("\n union all ")}
      order by starts_at ${direction}, id ${direction} limit ${params.add(wanted)}
    ) b left join users o on o.id = iif(b.mentee_id = ${params.add(request.viewerId)}, b.mentor_id, b.mentee_id)
    ${filter === null ? "" : `where ${matches(filter, request.now, params)}`}
    order by b.starts_at ${direction}, b.id ${direction} limit ${params.add(request.limit + 1)}`;
  return db.prepare(sql).bind(...params.values);
}

/** The last session that a filtered page looks at; none when it looks at all there are. */
function boundaryStatement(db: Database, request: SessionsRequest): D1PreparedStatement {
  const params = new Parameters();
  const direction = request.list === "upcoming" ? "asc" : "desc";
  const sql = `
    ${ranges(request, params, "starts_at, id").join("\n union all ")}
    order by starts_at ${direction}, id ${direction} limit 1 offset ${FILTERED_SCAN - 1}`;
  return db.prepare(sql).bind(...params.values);
}

/** The ranges whose merge is the list: one `select` each. */
function ranges(request: SessionsRequest, params: Parameters, columns: string): string[] {
  const roles: readonly ParticipantRole[] = request.role === null ? ["mentor", "mentee"] : [request.role];
  const select = (role: ParticipantRole, stage: number, ...conditions: (string | null)[]): string =>
    `select ${columns} from bookings where ${[
      ...personIs(role, request, params),
      `stage = ${stage}`,
      ...conditions,
    ]
      .filter((condition) => condition !== null)
      .join(" and ")}`;
  /** What is over at this instant has its end at or before it. */
  const over = request.now - JOIN_CLOSES_AFTER_END;
  const after = later(request.list === "upcoming" ? request.cursor : null, startOf(request.from));
  const before = earlier(request.list === "past" ? request.cursor : null, startOf(request.to));

  if (request.list === "upcoming") {
    const drafts = roles
      .filter((role) => role === "mentee")
      .map((role) => select(role, 0, params.after(after), params.before(before)));
    const live = roles.map((role) =>
      after !== null && after.startsAt >= over
        ? select(role, 1, params.after(after), params.before(before))
        : select(
            role,
            1,
            notOver(role, over, request, params),
            params.restAfter(after),
            params.before(before),
          ),
    );
    return [...drafts, ...live];
  }
  const final = roles.map((role) => select(role, 2, params.after(after), params.before(before)));
  const late = roles.map((role) =>
    select(
      role,
      1,
      params.after(after),
      params.before(earlier(before, startOf(over))),
      `ends_at <= ${params.add(over)}`,
    ),
  );
  return [...final, ...late];
}

/** A booking with oneself is in one of the two lists only: domain `roleOf` takes its person for the mentee. */
function personIs(role: ParticipantRole, request: SessionsRequest, params: Parameters): string[] {
  const viewer = params.add(request.viewerId);
  return role === "mentee" ? [`mentee_id = ${viewer}`] : [`mentor_id = ${viewer}`, `mentee_id <> ${viewer}`];
}

/**
 * Where the live sessions that are not over begin. Of those that began before `over` only the latest can still be on, since
 * live bookings of one person in one role never overlap (migration 0001): so one row is asked, and rows that a late alarm has
 * left behind, however many, are not read.
 */
function notOver(role: ParticipantRole, over: Instant, request: SessionsRequest, params: Parameters): string {
  const edge = params.add(over);
  return `starts_at >= coalesce((
    select iif(ends_at > ${edge}, starts_at, null) from bookings
    where ${role}_id = ${params.add(request.viewerId)} and stage = 1 and starts_at < ${edge}
    order by starts_at desc, id desc limit 1), ${edge})`;
}

function matches(
  filter: { readonly words: readonly string[]; readonly outcomes: readonly BookingStatus[] },
  now: Instant,
  params: Parameters,
): string {
  // `instr` and not `like`: D1 refuses patterns above 50 bytes, and a name may hold % and _.
  const named = filter.words.map((word) => `instr(o.name_folded, ${params.add(` ${word}`)}) > 0`);
  if (filter.outcomes.length === 0) return named.join(" and ");
  const statuses = filter.outcomes.map((status) => params.add(status)).join(", ");
  return [...named, `${shownStatusSql(now, params)} in (${statuses})`].join(" and ");
}

/** Domain `shownStatus`, in SQL: what the clock says, even if the stored status is late. */
function shownStatusSql(now: Instant, params: Parameters): string {
  return `case when b.status not in ('confirmed', 'in_progress') then b.status
    when b.ends_at <= ${params.add(now - JOIN_CLOSES_AFTER_END)} then iif(b.undecided, 'in_progress', 'completed')
    when b.starts_at <= ${params.add(now)} then 'in_progress' else 'confirmed' end`;
}

/** Collects a statement's parameters, each under its number: the same value is bound once. */
class Parameters {
  readonly values: (string | number)[] = [];

  add(value: string | number): string {
    const known = this.values.indexOf(value);
    return `?${known < 0 ? this.values.push(value) : known + 1}`;
  }

  after(key: SessionsCursor | null): string | null {
    return key && `(starts_at, id) > (${this.add(key.startsAt)}, ${this.add(key.id)})`;
  }

  /** The same for rows in hand: the plus keeps it from being taken for the range, which another condition gives. */
  restAfter(key: SessionsCursor | null): string | null {
    return key && `(+starts_at, id) > (${this.add(key.startsAt)}, ${this.add(key.id)})`;
  }

  before(key: SessionsCursor | null): string | null {
    return key && `(starts_at, id) < (${this.add(key.startsAt)}, ${this.add(key.id)})`;
  }
}

/** Just before the first row at this instant, since no id is empty. */
const startOf = (instant: Instant | null): SessionsCursor | null =>
  instant === null ? null : { startsAt: instant, id: "" };

const isBefore = (a: SessionsCursor, b: SessionsCursor): boolean =>
  a.startsAt < b.startsAt || (a.startsAt === b.startsAt && a.id < b.id);

function later(a: SessionsCursor | null, b: SessionsCursor | null): SessionsCursor | null {
  if (a === null || b === null) return a ?? b;
  return isBefore(a, b) ? b : a;
}

function earlier(a: SessionsCursor | null, b: SessionsCursor | null): SessionsCursor | null {
  if (a === null || b === null) return a ?? b;
  return isBefore(a, b) ? a : b;
}

const keyOf = (row: ListedSession | undefined): SessionsCursor | null =>
  row === undefined ? null : { startsAt: row.facts.startsAt, id: row.facts.id };
