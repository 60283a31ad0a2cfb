import * as z from "zod/mini";
import type { Database } from "../db/query.ts";
import { accepted, type Result, refused } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import { nameFromAddress } from "./email-address.ts";
import { BROWSER_SESSION, CODE_ATTEMPTS } from "./limits.ts";
import { sha256Hex } from "./secrets.ts";
import { sessionEnd } from "./session-end.ts";
import { hashCode } from "./sign-in-code.ts";
import { newToken } from "./token.ts";

export interface CodeAttempt {
  readonly codeId: string;
  readonly code: string;
  readonly browserSecret: string;
  /** For the profile of somebody who signs in for the first time. */
  readonly locale: "en" | "es";
  readonly timezone: string;
}

export type AttemptRejection = { readonly code: "wrong_code" | "code_ended" | "other_browser" };

export interface SignedIn {
  readonly token: string;
  /** Of the cookie: no session lasts longer, and most end sooner. */
  readonly expiresAt: Instant;
}

/** Whom a code is for is read before it is redeemed, for the id in the token and the session's end: they may change in between, once. */
const TRIES = 2;

/**
 * One attempt at a code. Counting it, judging it, making the person (the first time) and their session, and using the code up
 * are one transaction: of twenty wrong codes at once each is counted before the next is judged, so the right one after them
 * is refused; of two right ones at once, one gets a session.
 *
 * Only attempts by the browser that asked are counted: no other can ever succeed, so none may use them up either.
 *
 * @param secret SESSION_SECRET.
 * @param foldName how D1's person search folds a name.
 */
export async function redeemCode(
  db: Database,
  secret: string,
  attempt: CodeAttempt,
  foldName: (name: string) => string,
  now: Instant,
): Promise<Result<SignedIn, AttemptRejection>> {
  const codeHash = await hashCode(secret, attempt.codeId, attempt.code);
  const browserHash = await sha256Hex(attempt.browserSecret);
  for (let tries = 1; ; tries++) {
    const asked = await whoAsked(db, attempt.codeId);
    if (asked === null) return refused({ code: "code_ended" });
    const userId = asked.userId ?? crypto.randomUUID().replaceAll("-", "");
    const signedIn = { token: newToken(userId), expiresAt: now + BROWSER_SESSION };
    const [, , session, , code] = await db.batch<Record<string, unknown>>(
      redeeming(db, {
        codeId: attempt.codeId,
        codeHash,
        browserHash,
        now,
        userId,
        person: { ...attempt, name: nameFromAddress(asked.email), fold: foldName },
        tokenHash: await sha256Hex(signedIn.token),
        expiresAt: sessionEnd(now, asked.isAdmin, now),
      }),
    );
    if (session?.meta.changes === 1) return accepted(signedIn);
    const state = codeRow.parse(code?.results[0]);
    if (state.right !== 1 || tries >= TRIES) return refused({ code: whyNot(state, browserHash, now) });
  }
}

const codeRow = z.object({
  attempts: z.number(),
  used_at: z.nullable(z.number()),
  expires_at: z.number(),
  browser_hash: z.string(),
  right: z.number(),
});

function whyNot(code: z.output<typeof codeRow>, browserHash: string, now: Instant): AttemptRejection["code"] {
  if (code.used_at !== null || code.expires_at <= now) return "code_ended";
  if (code.browser_hash !== browserHash) return "other_browser";
  return code.attempts >= CODE_ATTEMPTS ? "code_ended" : "wrong_code";
}

async function whoAsked(
  db: Database,
  codeId: string,
): Promise<{ readonly email: string; readonly userId: string | null; readonly isAdmin: boolean } | null> {
  const row = await db
    .prepare(
      `select c.email, u.id as user_id, u.is_admin from sign_in_codes c left join users u on u.email = c.email
       where c.id = ?1`,
    )
    .bind(codeId)
    .first<{ email: string; user_id: string | null; is_admin: number | null }>();
  return row && { email: row.email, userId: row.user_id, isAdmin: row.is_admin === 1 };
}

interface Redeeming {
  readonly codeId: string;
  readonly codeHash: string;
  readonly browserHash: string;
  readonly now: Instant;
  readonly userId: string;
  readonly person: {
    readonly name: string;
    readonly locale: string;
    readonly timezone: string;
    fold(name: string): string;
  };
  readonly tokenHash: string;
  readonly expiresAt: Instant;
}

/** What makes a code good, counted with this attempt. ?1 to ?4: its id, its hash, the browser's hash, now. */
const IS_GOOD = `c.id = ?1 and c.code_hash = ?2 and c.browser_hash = ?3 and c.expires_at > ?4
  and c.used_at is null and c.attempts <= ${CODE_ATTEMPTS}`;

function redeeming(db: Database, order: Redeeming): D1PreparedStatement[] {
  const { codeId, codeHash, browserHash, now, userId, person, tokenHash, expiresAt } = order;
  const good = [codeId, codeHash, browserHash, now] as const;
  const { name, locale, timezone } = person;
  return [
    db
      .prepare(
        `update sign_in_codes set attempts = attempts + 1
         where id = ?1 and browser_hash = ?2 and used_at is null and expires_at > ?3`,
      )
      .bind(codeId, browserHash, now),
    db
      .prepare(
        `insert into users (id, email, name, name_folded, timezone, locale, is_mentee, is_mentor, is_admin, source, created_at)
         select ?5, c.email, ?6, ?7, ?8, ?9, 1, 0, 0, 'meridian', ?4 from sign_in_codes c where ${IS_GOOD}
         on conflict do nothing`,
      )
      .bind(...good, userId, name, person.fold(name), timezone, locale),
    db
      .prepare(
        `insert into sessions (token_hash, user_id, kind, created_at, expires_at)
         select ?5, u.id, 'browser', ?4, ?6 from sign_in_codes c join users u on u.email = c.email and u.id = ?7
         where ${IS_GOOD}`,
      )
      .bind(...good, tokenHash, expiresAt, userId),
    db
      .prepare(
        `update sign_in_codes set used_at = ?2
         where id = ?1 and exists (select 1 from sessions where token_hash = ?3)`,
      )
      .bind(codeId, now, tokenHash),
    db
      .prepare(
        `select attempts, used_at, expires_at, browser_hash, (${IS_GOOD}) as right from sign_in_codes c where id = ?1`,
      )
      .bind(...good),
  ];
}
