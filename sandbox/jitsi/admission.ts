import { createPublicKey } from "node:crypto";
import { errors, type JWTPayload, jwtVerify, type KeyInput } from "jose";
import * as z from "zod";
import type { Sandbox } from "../context.ts";
import type { JitsiServer } from "../options.ts";

/**
 * Prosody takes strings and numbers only for a person, and throws on anything else. 8x8 asks for `nbf` and `exp`; Prosody merely
 * obeys them, but a token without an end would open its room for ever, so none is taken here.
 */
const plain = z.union([z.string(), z.number()]);
const claims = z.looseObject({
  room: z.string(),
  nbf: z.int(),
  exp: z.int(),
  context: z.object({ user: z.record(z.string(), plain) }),
});

export type JitsiGuest = { id: string; name: string; owner: boolean };
export type JitsiAdmission = { admitted: true; guest: JitsiGuest } | { admitted: false; reason: string };

/** Decides at a room's door by the token alone: there is nothing else. @param tenant the path before the room; 8x8 has one. */
export async function admitToJitsi(
  sandbox: Sandbox,
  tenant: string | null,
  room: string,
  jwt: string | null,
): Promise<JitsiAdmission> {
  const refuse = (reason: string): JitsiAdmission => ({ admitted: false, reason });
  const server = sandbox.options.jitsi ?? null;
  if (server === null) return refuse("There is no Jitsi server here.");
  if (jwt === null || jwt === "") return refuse("Authentication is required.");
  try {
    const payload = await verified(sandbox, server, tenant, jwt);
    const parsed = claims.safeParse(payload);
    if (!parsed.success) return refuse(`The token's ${parsed.error.issues[0]?.path.join(".")} does not fit.`);
    // `*` opens every room, here as there; our own tokens never say so.
    if (parsed.data.room !== room && parsed.data.room !== "*")
      return refuse("The token is for another room.");
    const { user } = parsed.data.context;
    const owner = user["moderator"] === "true" || user["affiliation"] === "owner";
    return {
      admitted: true,
      guest: { id: String(user["id"] ?? ""), name: String(user["name"] ?? "Guest"), owner },
    };
  } catch (error) {
    if (error instanceof errors.JOSEError) return refuse(`The token is not valid (${error.code}).`);
    throw error;
  }
}

async function verified(
  sandbox: Sandbox,
  server: JitsiServer,
  tenant: string | null,
  jwt: string,
): Promise<JWTPayload> {
  const currentDate = new Date(sandbox.now());
  const { appId, secret, keyId, publicKey, domain } = server;
  if (publicKey !== null) {
    const key = (header: { kid?: string }): KeyInput => {
      if (header.kid !== keyId || tenant !== appId) throw new errors.JWKSNoMatchingKey();
      return createPublicKey(publicKey);
    };
    const expected = {
      algorithms: ["RS256"],
      audience: "jitsi",
      issuer: "chat",
      subject: appId,
      currentDate,
    };
    return (await jwtVerify(jwt, key, expected)).payload;
  }
  const subject = (domain.split(":")[0] ?? "").toLowerCase();
  const expected = { algorithms: ["HS256"], audience: appId, issuer: appId, subject, currentDate };
  return (await jwtVerify(jwt, new TextEncoder().encode(secret ?? ""), expected)).payload;
}
