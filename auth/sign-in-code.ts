import type { Database } from "../db/query.ts";
import { accepted, type Result, refused } from "../domain/result.ts";
import { type Instant, type Milliseconds, SECOND } from "../domain/time.ts";
import {
  CODE_LIFETIME,
  CODES_PER_ADDRESS,
  CODES_PER_ADDRESS_WINDOW,
  CODES_PER_NETWORK,
  CODES_PER_NETWORK_WINDOW,
} from "./limits.ts";
import { networkOf } from "./network.ts";
import { hmacHex, sha256Hex } from "./secrets.ts";

export interface CodeRequest {
  /** As `emailSchema` gives it. */
  readonly email: string;
  readonly browserSecret: string;
  readonly networkAddress: string;
}

export interface IssuedCode {
  readonly codeId: string;
  /** Six digits: for the mail, and nowhere else. */
  readonly code: string;
}

/**
 * Six digits are only a million: bare hashes of them could be tried out by whoever reads D1, so they are keyed. The code's id
 * is part of what is signed, so that equal codes do not look equal.
 *
 * @param secret SESSION_SECRET.
 */
export const hashCode = (secret: string, codeId: string, code: string): Promise<string> =>
  hmacHex(secret, `code:${codeId}:${code}`);

/**
 * Makes a sign-in code. The limits are counted by the inserting statement itself, so a hundred requests at once get as many
 * codes as a hundred in a row. Whether the address belongs to anybody is not looked at: the answer cannot tell.
 *
 * Earlier codes of the same address stay good for their ten minutes, since mails overtake each other; each has its own five
 * attempts, and there are five in a quarter of an hour.
 */
export async function issueCode(
  db: Database,
  secret: string,
  request: CodeRequest,
  now: Instant,
): Promise<Result<IssuedCode, { readonly code: "rate_limited"; readonly retryAfterSeconds: number }>> {
  const codeId = crypto.randomUUID().replaceAll("-", "");
  const code = sixDigits();
  const row = {
    codeHash: await hashCode(secret, codeId, code),
    browserHash: await sha256Hex(request.browserSecret),
    networkHash: await hmacHex(secret, `network:${networkOf(request.networkAddress)}`),
  };
  const [inserted, freeAgain] = await db.batch<Record<string, unknown>>([
    db
      .prepare(INSERT_UNLESS_LIMITED)
      .bind(
        codeId,
        request.email,
        row.codeHash,
        row.browserHash,
        row.networkHash,
        now,
        now + CODE_LIFETIME,
        now - CODES_PER_ADDRESS_WINDOW,
        now - CODES_PER_NETWORK_WINDOW,
      ),
    db
      .prepare(FREE_AGAIN)
      .bind(request.email, now - CODES_PER_ADDRESS_WINDOW, row.networkHash, now - CODES_PER_NETWORK_WINDOW),
  ]);
  if (inserted?.meta.changes === 1) return accepted({ codeId, code });
  return refused({ code: "rate_limited", retryAfterSeconds: secondsUntil(freeAgain?.results[0], now) });
}

const INSERT_UNLESS_LIMITED = `
  insert into sign_in_codes
    (id, email, code_hash, browser_hash, network_hash, attempts, created_at, expires_at, used_at)
  select ?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, null
  where (select count(*) from sign_in_codes where email = ?2 and created_at > ?8) < ${CODES_PER_ADDRESS}
    and (select count(*) from sign_in_codes where network_hash = ?5 and created_at > ?9) < ${CODES_PER_NETWORK}`;

/** When the window lets go of enough of them: null where that limit is not reached. */
const FREE_AGAIN = `
  select
    (select created_at from sign_in_codes where email = ?1 and created_at > ?2
     order by created_at desc limit 1 offset ${CODES_PER_ADDRESS - 1}) as address_full_since,
    (select created_at from sign_in_codes where network_hash = ?3 and created_at > ?4
     order by created_at desc limit 1 offset ${CODES_PER_NETWORK - 1}) as network_full_since`;

function secondsUntil(row: Record<string, unknown> | undefined, now: Instant): number {
  const wait = (since: unknown, window: Milliseconds) =>
    typeof since === "number" ? since + window - now : 0;
  const longest = Math.max(
    wait(row?.["address_full_since"], CODES_PER_ADDRESS_WINDOW),
    wait(row?.["network_full_since"], CODES_PER_NETWORK_WINDOW),
    SECOND,
  );
  return Math.ceil(longest / SECOND);
}

/** Every code equally likely: draws beyond the last whole million are thrown away. */
function sixDigits(): string {
  const fair = 4_294_000_000;
  for (;;) {
    const [draw = fair] = crypto.getRandomValues(new Uint32Array(1));
    if (draw < fair) return String(draw % 1_000_000).padStart(6, "0");
  }
}
