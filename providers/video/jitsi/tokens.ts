import { importPKCS8, SignJWT } from "jose";
import type { Guest } from "../port.ts";

/** A secret shared with a server of one's own, or the private half of a key that 8x8 knows by `keyId`. */
export type JitsiKey =
  | { readonly kind: "shared"; readonly secret: string }
  | { readonly kind: "private"; readonly keyId: string; readonly pem: string };

interface Signer {
  readonly host: string;
  readonly appId: string;
  readonly key: JitsiKey;
}

/**
 * One person's token for one room, from the window's beginning to its end. `room` is never `*`, which opens every room. Strings
 * only: Prosody refuses a `context.user` that holds anything else than strings and numbers.
 */
export async function jitsiToken(guest: Guest, { host, appId, key }: Signer): Promise<string> {
  const { room, userId, displayName, owner, opensAt, closesAt } = guest;
  const token = new SignJWT({
    room: room.name,
    context: {
      user: {
        id: userId,
        name: displayName,
        moderator: String(owner),
        affiliation: owner ? "owner" : "member",
      },
    },
  })
    .setIssuedAt()
    .setNotBefore(seconds(opensAt))
    .setExpirationTime(seconds(closesAt));
  if (key.kind === "shared") {
    return token
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setAudience(appId)
      .setIssuer(appId)
      .setSubject(host.toLowerCase())
      .sign(new TextEncoder().encode(key.secret));
  }
  return token
    .setProtectedHeader({ alg: "RS256", kid: key.keyId, typ: "JWT" })
    .setAudience("jitsi")
    .setIssuer("chat")
    .setSubject(appId)
    .sign(await importPKCS8(key.pem, "RS256"));
}

/** Rounded down, so that nothing is open past the instant that was meant. */
const seconds = (instant: number): number => Math.floor(instant / 1000);
