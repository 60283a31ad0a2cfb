import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import type { Sandbox } from "../context.ts";
import { invalid } from "./errors.ts";
import { createTokenBody, parseBody, type TokenProperties } from "./params.ts";
import type { Room } from "./rooms.ts";

/** Full names and the short ones inside the token, of those the sandbox carries. */
const ABBREVIATIONS: Partial<Record<keyof TokenProperties, string>> = {
  room_name: "r",
  user_name: "u",
  user_id: "ud",
  is_owner: "o",
  nbf: "nbf",
  exp: "exp",
  eject_at_token_exp: "ejt",
  eject_after_elapsed: "eje",
  enable_recording: "er",
  enable_screenshare: "ss",
  knocking: "k",
  lang: "uil",
  permissions: "p",
  close_tab_on_exit: "ctoe",
  redirect_on_meeting_exit: "rome",
  start_audio_off: "ao",
  start_cloud_recording: "sr",
  start_video_off: "vo",
};

/** The claims that the sandbox reads. */
interface Claims extends JWTPayload {
  d?: unknown;
  r?: unknown;
  u?: unknown;
  ud?: unknown;
  o?: unknown;
  ejt?: unknown;
}

/** Who a token says its bearer is. */
export interface Guest {
  room: string | null;
  userName: string | null;
  userId: string | null;
  owner: boolean;
  exp: number | null;
  ejectAtExp: boolean;
}

export type Admission = { admitted: true; guest: Guest } | { admitted: false; reason: string };

/** `POST /meeting-tokens`: signed with the API key, exactly as one may sign them oneself. */
export async function createToken(sandbox: Sandbox, text: string): Promise<{ token: string }> {
  const { properties } = parseBody(createTokenBody, text);
  const now = Math.floor(sandbox.now() / 1000);
  if (properties.exp !== undefined && properties.exp <= now) {
    throw invalid(`exp was '${properties.exp}', which is in the past rather than in the future`);
  }
  const claims: JWTPayload = { d: sandbox.options.dailyDomainId, iat: now };
  for (const [name, value] of Object.entries(properties)) {
    const short = ABBREVIATIONS[name as keyof TokenProperties];
    if (short !== undefined && value !== undefined) claims[short] = value;
  }
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .sign(secret(sandbox));
  return { token };
}

/** `GET /meeting-tokens/:token`: the token's properties by their full names, if it is good now. */
export async function validateToken(sandbox: Sandbox, token: string, ignoreNbf: boolean): Promise<unknown> {
  const read = await verify(sandbox, token, ignoreNbf);
  if (typeof read === "string") throw invalid(read);
  const properties: Record<string, unknown> = {};
  for (const [name, short] of Object.entries(ABBREVIATIONS)) {
    if (read[short] !== undefined) properties[name] = read[short];
  }
  return properties;
}

/** Decides at the door of a room: by the token, the room's own times, and the clock. */
export async function admit(sandbox: Sandbox, room: Room, token: string | null): Promise<Admission> {
  const refuse = (reason: string): Admission => ({ admitted: false, reason });
  const now = Math.floor(sandbox.now() / 1000);
  const { nbf, exp } = room.config;
  if (typeof nbf === "number" && now < nbf) return refuse("This room is not open yet.");
  if (typeof exp === "number" && now >= exp) return refuse("This room has expired.");
  if (token === null || token === "") {
    if (room.privacy === "private")
      return refuse("This room is private: it opens with a meeting token only.");
    return {
      admitted: true,
      guest: { room: null, userName: null, userId: null, owner: false, exp: null, ejectAtExp: false },
    };
  }
  const claims = await verify(sandbox, token, false);
  if (typeof claims === "string") return refuse(claims);
  const guest = guestOf(claims);
  if (guest.room !== null && guest.room !== room.name)
    return refuse("This meeting token is for another room.");
  return { admitted: true, guest };
}

/** The claims, or why the token is no good. */
async function verify(sandbox: Sandbox, token: string, ignoreNbf: boolean): Promise<Claims | string> {
  try {
    const options = { algorithms: ["HS256"], currentDate: new Date(sandbox.now()) };
    const { payload } = await jwtVerify(token, secret(sandbox), options);
    return forDomain(sandbox, payload);
  } catch (error) {
    if (error instanceof errors.JWTExpired) return "This meeting token has expired.";
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf") {
      return ignoreNbf ? forDomain(sandbox, error.payload) : "This meeting token is not valid yet.";
    }
    return "This meeting token is not valid.";
  }
}

function forDomain(sandbox: Sandbox, payload: Claims): Claims | string {
  if (payload.d !== sandbox.options.dailyDomainId) return "This meeting token is for another domain.";
  return payload.iat === undefined ? "This meeting token does not say when it was made (iat)." : payload;
}

function guestOf(claims: Claims): Guest {
  const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
  return {
    room: text(claims.r),
    userName: text(claims.u),
    userId: text(claims.ud),
    owner: claims.o === true,
    exp: claims.exp ?? null,
    ejectAtExp: claims.ejt === true,
  };
}

function secret(sandbox: Sandbox): Uint8Array {
  return new TextEncoder().encode(sandbox.options.dailyApiKey);
}
