import * as z from "zod/mini";
import type { Database, Query } from "../db/query.ts";
import type { Instant } from "../domain/time.ts";
import type { TokenClaim } from "./token.ts";
import type { Viewer } from "./viewer.ts";

const flag = z.pipe(
  z.number(),
  z.transform((value) => value === 1),
);

const viewerRow = z.object({
  kind: z.enum(["browser", "platform"]),
  created_at: z.number(),
  expires_at: z.number(),
  id: z.string(),
  name: z.string(),
  email: z.string(),
  photo_url: z.nullable(z.string()),
  headline: z.nullable(z.string()),
  timezone: z.string(),
  locale: z.enum(["en", "es"]),
  is_mentor: flag,
  is_mentee: flag,
  is_admin: flag,
});

const VIEWER_SQL = `
  select s.kind, s.created_at, s.expires_at, u.id, u.name, u.email, u.photo_url, u.headline, u.timezone, u.locale,
         u.is_mentor, u.is_mentee, u.is_admin
  from sessions s join users u on u.id = s.user_id
  where s.token_hash = ?1 and s.user_id = ?2 and s.expires_at > ?3 and u.removed_at is null and u.email is not null`;

/**
 * Who is behind a credential, as a question that rides in the batch of whatever else is asked. Whoever asks more in the same
 * batch, for `claim.userId`, must throw those answers away when this one is null.
 *
 * @param platformAdmins whether a token that a platform made may act as an administrator: in a local run only
 * (product, HTTP API: "acts as that user (never as an administrator, a local run aside)").
 * @returns null when the token is unknown or over, or its person removed.
 */
export function viewerQuery(
  db: Database,
  claim: TokenClaim,
  now: Instant,
  platformAdmins: boolean,
): Query<Viewer | null> {
  return {
    statements: [db.prepare(VIEWER_SQL).bind(claim.tokenHash, claim.userId, now)],
    read([result]) {
      const row = result?.results[0];
      return row === undefined ? null : viewerOf(viewerRow.parse(row), platformAdmins);
    },
  };
}

function viewerOf(row: z.output<typeof viewerRow>, platformAdmins: boolean): Viewer {
  const admin = row.is_admin && (row.kind === "browser" || platformAdmins);
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    photoUrl: row.photo_url,
    headline: row.headline,
    timezone: row.timezone,
    locale: row.locale,
    roles: { mentor: row.is_mentor, mentee: row.is_mentee, admin },
    session: row.kind,
    signedInAt: row.created_at,
    sessionEndsAt: row.expires_at,
  };
}
