import * as z from "zod";
import { TOKEN_SECONDS, TOKEN_SECONDS_MAX } from "../../auth/limits.ts";
import { endPlatformSessions, makerOf, openPlatformSession } from "../../auth/sessions.ts";
import { SECOND, toRfc3339 } from "../../domain/time.ts";
import { defineOperation } from "../operation.ts";

import { notFound, problem } from "../problems.ts";
import { json, noContent } from "../reply.ts";
import { idParams, instantOut } from "../schemas/common.ts";

const notTheirs = () =>
  problem("conflict", "This person was not made by the platform, which acts only as its own.");

const tokenJson = z
  .object({ token: z.string().meta({ description: "Shown this once" }), expires_at: instantOut })
  .meta({ id: "Token" });

export const platformMakeToken = defineOperation({
  id: "platformMakeToken",
  summary: "A token that acts as one of the platform's people, never as an administrator",
  method: "POST",
  path: "/api/platform/users/:id/tokens",
  who: "platform",
  params: idParams,
  body: z.strictObject({ expires_in_seconds: z.int().min(1).max(TOKEN_SECONDS_MAX).default(TOKEN_SECONDS) }),
  replies: { 201: { description: "The token", schema: tokenJson } },
  problems: ["conflict"],
  async handle({ service, now, params, body }) {
    const db = service.primary();
    const expiresAt = now + body.expires_in_seconds * SECOND;
    const token = await openPlatformSession(db, params.id, now, expiresAt);
    if (token !== null) return json(tokenJson, 201, { token, expires_at: toRfc3339(expiresAt) });
    return (await makerOf(db, params.id)) === "meridian" ? notTheirs() : notFound();
  },
});

export const platformEndTokens = defineOperation({
  id: "platformEndTokens",
  summary: "Ends every token that acts as this person",
  method: "DELETE",
  path: "/api/platform/users/:id/tokens",
  who: "platform",
  params: idParams,
  replies: { 204: { description: "Ended" } },
  problems: ["conflict"],
  async handle({ service, params }) {
    const db = service.primary();
    const owner = await makerOf(db, params.id);
    if (owner === null) return notFound();
    if (owner === "meridian") return notTheirs();
    await db.batch([endPlatformSessions(db, params.id)]);
    return noContent();
  },
});
