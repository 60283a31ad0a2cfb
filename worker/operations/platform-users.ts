import { removePlatformUser, upsertPlatformUser } from "../../db/people-writing.ts";
import { ask } from "../../db/query.ts";
import { hangUp } from "../live.ts";
import { defineOperation } from "../operation.ts";
import { notFound, problem } from "../problems.ts";
import { json, noContent } from "../reply.ts";
import { idParams } from "../schemas/common.ts";
import { type PlatformUserBody, platformUserBody, platformUserJson } from "../schemas/platform-user.ts";

const notTheirs = () =>
  problem("conflict", "This person was not made by the platform, which touches only its own.");

export const platformPutUser = defineOperation({
  id: "platformPutUser",
  summary: "Makes or changes one of the platform's people",
  method: "PUT",
  path: "/api/platform/users/:id",
  who: "platform",
  params: idParams,
  body: platformUserBody,
  replies: {
    200: { description: "Changed", schema: platformUserJson },
    201: { description: "Made", schema: platformUserJson },
  },
  problems: ["conflict", "email_taken"],
  async handle({ service, now, params, body }) {
    if (body.roles.includes("admin") && service.settings.ALLOW_PLATFORM_ADMINS !== "1") {
      return problem("forbidden", "A platform makes administrators in a local run only.");
    }
    const db = service.primary();
    const [outcome] = await ask(db, upsertPlatformUser(db, userOf(params.id, body), now));
    switch (outcome) {
      case "conflict":
        return notTheirs();
      case "email_taken":
        return problem("email_taken", "Another person has this email address.");
      case "created":
      case "updated":
        return json(platformUserJson, outcome === "created" ? 201 : 200, userJsonOf(params.id, body));
    }
  },
});

export const platformDeleteUser = defineOperation({
  id: "platformDeleteUser",
  summary: "Removes one of the platform's people; their tokens end at once",
  method: "DELETE",
  path: "/api/platform/users/:id",
  who: "platform",
  params: idParams,
  replies: { 204: { description: "Removed" } },
  problems: ["conflict", "has_upcoming_bookings"],
  async handle({ service, now, params }) {
    const db = service.primary();
    const [outcome] = await ask(db, removePlatformUser(db, params.id, now));
    switch (outcome) {
      case "not_found":
        return notFound();
      case "conflict":
        return notTheirs();
      case "has_upcoming_bookings":
        return problem("has_upcoming_bookings", "This person still has sessions ahead: cancel them first.");
      case "removed":
        await hangUp(service, params.id, null);
        return noContent();
    }
  },
});

const userOf = (id: string, body: PlatformUserBody) => ({
  id,
  name: body.name,
  email: body.email,
  headline: body.headline ?? null,
  photoUrl: body.photo_url ?? null,
  timezone: body.timezone,
  locale: body.locale,
  roles: {
    mentor: body.roles.includes("mentor"),
    mentee: body.roles.includes("mentee"),
    admin: body.roles.includes("admin"),
  },
  hours: body.availability ?? null,
  offers: body.offers ?? null,
});

const userJsonOf = (id: string, body: PlatformUserBody) => ({
  id,
  name: body.name,
  email: body.email,
  roles: [...new Set(body.roles)],
  timezone: body.timezone,
  locale: body.locale,
  headline: body.headline ?? null,
  photo_url: body.photo_url ?? null,
});
