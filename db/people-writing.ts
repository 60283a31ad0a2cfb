import * as z from "zod/mini";
import type { AvailableHours, SlotOffer } from "../domain/slots.ts";
import type { Instant } from "../domain/time.ts";
import { IS_ERASED } from "./erased-person.ts";
import { foldName } from "./fold.ts";
import { type Database, firstRow, type Query } from "./query.ts";
import { HAS_UPCOMING, upcomingParams } from "./upcoming.ts";

// What the Worker writes about people. Each is one batch, so one transaction: a condition that its first statement judges holds
// for the others too, and nobody can come between.

/** What a person says of themselves. */
export interface Profile {
  readonly name: string;
  readonly headline: string | null;
  readonly photoUrl: string | null;
  /** IANA name. */
  readonly timezone: string;
  readonly locale: "en" | "es";
}

/** A person as a platform describes them (`PUT /api/platform/users/:id`). */
export interface PlatformUser extends Profile {
  readonly id: string;
  readonly email: string;
  readonly roles: { readonly mentor: boolean; readonly mentee: boolean; readonly admin: boolean };
  /** Null leaves what there is; a list replaces it. */
  readonly hours: readonly AvailableHours[] | null;
  /** Null leaves what there is; a list replaces it. */
  readonly offers: readonly SlotOffer[] | null;
}

export type UpsertOutcome = "created" | "updated" | "conflict" | "email_taken";

const upsertRow = z.object({
  source: z.nullable(z.string()),
  erased: z.nullable(z.number()),
  alive: z.nullable(z.number()),
  taken: z.number(),
});

/**
 * Makes or changes one of the platform's own people (product: "touches only people it made"). One who was removed is made
 * anew, under the same id; one who was erased is not, since what they took part in is kept under that id without a name.
 *
 * @returns `conflict` for a person the platform did not make or who was erased, `email_taken` when the address is another's: nothing is written.
 */
export function upsertPlatformUser(db: Database, user: PlatformUser, now: Instant): Query<UpsertOutcome> {
  const email = user.email.toLowerCase();
  /** True once the upsert went through: it alone makes a person of the platform's with this address. */
  const done = `exists (select 1 from users where id = ?1 and source = 'platform' and email = ?2)`;
  const before = db
    .prepare(
      `select (select source from users where id = ?1) as source,
              (select ${IS_ERASED} from users where id = ?1) as erased,
              (select removed_at is null from users where id = ?1) as alive,
              exists (select 1 from users where email = ?2 and id <> ?1) as taken`,
    )
    .bind(user.id, email);
  return {
    statements: [
      before,
      upsertStatement(db, user, email, now),
      ...(user.hours === null ? [] : replaceHours(db, user.hours, done, [user.id, email])),
      ...(user.offers === null ? [] : replaceOffers(db, user.offers, done, [user.id, email])),
    ],
    read([found]) {
      const { source, erased, alive, taken } = upsertRow.parse(found?.results[0]);
      if ((source !== null && source !== "platform") || erased === 1) return "conflict";
      if (taken === 1) return "email_taken";
      return alive === 1 ? "updated" : "created";
    },
  };
}

function upsertStatement(db: Database, user: PlatformUser, email: string, now: Instant): D1PreparedStatement {
  return db
    .prepare(
      `insert into users (id, email, name, name_folded, headline, photo_url, timezone, locale,
                          is_mentor, is_mentee, is_admin, source, created_at)
       select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'platform', ?12
       where not exists (select 1 from users where email = ?2 and id <> ?1)
       on conflict (id) do update set
         email = excluded.email, name = excluded.name, name_folded = excluded.name_folded,
         headline = excluded.headline, photo_url = excluded.photo_url, timezone = excluded.timezone,
         locale = excluded.locale, is_mentor = excluded.is_mentor, is_mentee = excluded.is_mentee,
         is_admin = excluded.is_admin, removed_at = null
       where users.source = 'platform' and not users.${IS_ERASED}`,
    )
    .bind(
      user.id,
      email,
      user.name,
      foldName(user.name),
      user.headline,
      user.photoUrl,
      user.timezone,
      user.locale,
      Number(user.roles.mentor),
      Number(user.roles.mentee),
      Number(user.roles.admin),
      now,
    );
}

/** Replaces the whole week of a mentor. The caller has checked that they are one. */
export const saveAvailability = (
  db: Database,
  userId: string,
  hours: readonly AvailableHours[],
): Query<null> => ({ statements: replaceHours(db, hours, "true", [userId]), read: () => null });

/** Replaces all offers of a mentor. The caller has checked that they are one. */
export const saveOffers = (db: Database, userId: string, offers: readonly SlotOffer[]): Query<null> => ({
  statements: replaceOffers(db, offers, "true", [userId]),
  read: () => null,
});

/** @param params what `condition` needs, the person's id first. */
function replaceHours(
  db: Database,
  hours: readonly AvailableHours[],
  condition: string,
  params: readonly string[],
): D1PreparedStatement[] {
  const json = JSON.stringify(hours.map((each) => [each.weekday, each.fromMinute, each.toMinute]));
  // Two stretches from the same minute are one: the longer.
  const sql = `insert into availability (user_id, weekday, from_minute, to_minute)
    select ?1, c.value ->> 0, c.value ->> 1, c.value ->> 2 from json_each(?${params.length + 1}) c where ${condition}
    on conflict do update set to_minute = max(to_minute, excluded.to_minute)`;
  return [
    db.prepare(`delete from availability where user_id = ?1 and ${condition}`).bind(...params),
    db.prepare(sql).bind(...params, json),
  ];
}

/** @param params what `condition` needs, the person's id first. */
function replaceOffers(
  db: Database,
  offers: readonly SlotOffer[],
  condition: string,
  params: readonly string[],
): D1PreparedStatement[] {
  const json = JSON.stringify(
    offers.map(({ durationMinutes, price }) => [durationMinutes, price.amount, price.currency]),
  );
  // Two prices for one length: the one said last.
  const sql = `insert into offers (user_id, duration_minutes, amount, currency)
    select ?1, c.value ->> 0, c.value ->> 1, c.value ->> 2 from json_each(?${params.length + 1}) c where ${condition}
    on conflict do update set amount = excluded.amount, currency = excluded.currency`;
  return [
    db.prepare(`delete from offers where user_id = ?1 and ${condition}`).bind(...params),
    db.prepare(sql).bind(...params, json),
  ];
}

/** @returns false when there is nobody of this id (any more). */
export function saveProfile(db: Database, userId: string, profile: Profile): Query<boolean> {
  const statement = db
    .prepare(
      `update users set name = ?2, name_folded = ?3, headline = ?4, photo_url = ?5, timezone = ?6, locale = ?7
       where id = ?1 and removed_at is null returning id`,
    )
    .bind(
      userId,
      profile.name,
      foldName(profile.name),
      profile.headline,
      profile.photoUrl,
      profile.timezone,
      profile.locale,
    );
  return { statements: [statement], read: ([updated]) => updated?.results.length === 1 };
}

export type RemovalOutcome = "removed" | "not_found" | "conflict" | "has_upcoming_bookings";

const removalRow = z.object({ source: z.string(), alive: z.number(), upcoming: z.number() });

/**
 * Removes one of the platform's people: the address is free again, their sessions, tokens and calendar feed end at once, the photo goes;
 * the name stays on what they took part in. Removing again is a success that does nothing.
 *
 * @returns `conflict` for a person the platform did not make; with upcoming bookings nothing is written.
 */
export function removePlatformUser(db: Database, userId: string, now: Instant): Query<RemovalOutcome> {
  const params = upcomingParams(userId, now);
  const gone = "exists (select 1 from users where id = ?1 and removed_at is not null)";
  return {
    statements: [
      db
        .prepare(
          `select source, removed_at is null as alive, (${HAS_UPCOMING}) as upcoming from users where id = ?1`,
        )
        .bind(...params),
      db
        .prepare(
          `update users set email = null, photo_url = null, removed_at = ?4
           where id = ?1 and source = 'platform' and removed_at is null and not (${HAS_UPCOMING})`,
        )
        .bind(...params, now),
      db.prepare(`delete from sessions where user_id = ?1 and ${gone}`).bind(userId),
      db.prepare(`delete from photos where user_id = ?1 and ${gone}`).bind(userId),
      db.prepare(`delete from calendar_feeds where user_id = ?1 and ${gone}`).bind(userId),
    ],
    read([found]) {
      const person = firstRow(removalRow, found);
      if (person === undefined) return "not_found";
      if (person.source !== "platform") return "conflict";
      if (person.alive === 0) return "removed";
      return person.upcoming === 1 ? "has_upcoming_bookings" : "removed";
    },
  };
}
