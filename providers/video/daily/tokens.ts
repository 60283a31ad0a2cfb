import { SignJWT } from "jose";
import * as z from "zod";
import type { Instant } from "../../../domain/time.ts";
import { ServiceUnavailable } from "../../failure.ts";
import { ask, type Endpoint, read } from "../../http.ts";
import { dailyUserId } from "./user-id.ts";

/** One person at one door. */
export interface Guest {
  readonly roomName: string;
  readonly userId: string;
  readonly displayName: string;
  readonly owner: boolean;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
}

const tokenAnswer = z.object({ token: z.string().min(1) });

/** A token that names its room and its end: without the one it opens every room, without the other for ever. */
export async function guestToken(daily: Endpoint, domainId: string | null, guest: Guest): Promise<string> {
  const userId = await dailyUserId(guest.userId);
  return domainId === null ? askedFor(daily, guest, userId) : signed(daily.apiKey, domainId, guest, userId);
}

/** Daily, "Self-signing tokens": HS256 with the API key, claims abbreviated. Nothing is asked, so no outage is in the way. */
function signed(apiKey: string, domainId: string, guest: Guest, userId: string): Promise<string> {
  const { roomName, displayName, owner } = guest;
  return new SignJWT({ r: roomName, d: domainId, u: displayName, ud: userId, o: owner, ejt: true })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuedAt()
    .setNotBefore(seconds(guest.opensAt))
    .setExpirationTime(seconds(guest.closesAt))
    .sign(new TextEncoder().encode(apiKey));
}

async function askedFor(daily: Endpoint, guest: Guest, userId: string): Promise<string> {
  const what = "making a token";
  const properties = {
    room_name: guest.roomName,
    user_name: guest.displayName,
    user_id: userId,
    is_owner: guest.owner,
    nbf: seconds(guest.opensAt),
    exp: seconds(guest.closesAt),
    eject_at_token_exp: true,
  };
  const reply = await ask(daily, { method: "POST", path: "/meeting-tokens", what, body: { properties } });
  if (reply.status !== 200) throw new ServiceUnavailable("daily", `${reply.status} to ${what}`);
  return read("daily", what, tokenAnswer, reply.body).token;
}

const seconds = (instant: Instant): number => Math.floor(instant / 1000);
