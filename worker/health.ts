import { bookingObject } from "../durable-objects/client.ts";
import { type Env, settingsIn } from "./env.ts";
import { HEALTH_TIMEOUT } from "./limits.ts";
import { readSettings } from "./settings.ts";

/** No booking has this id: it does not fit the form of one. */
const RESERVED_ID = "health check";

/**
 * `GET /healthz`: 200 when the Worker, D1 and a Durable Object answer and every needed setting is there; 503 that names what
 * does not. Names of settings only, never their values. The version is the tag that the deployment gave it.
 */
export async function health(env: Env): Promise<Response> {
  const settings = readSettings(settingsIn(env));
  const [database, object] = await Promise.all([
    answers(() => env.DB.prepare("select 1").first()),
    answers(() => bookingObject(env.BOOKING, RESERVED_ID).read()),
  ]);
  const checks = {
    worker: "ok",
    settings: settings.ok
      ? "ok"
      : settings.reason.map(({ name, message }) => `${name} ${message}`).join("; "),
    d1: database,
    booking_object: object,
  };
  const healthy = Object.values(checks).every((check) => check === "ok");
  return Response.json(
    { status: healthy ? "ok" : "unavailable", version: env.VERSION.tag || env.VERSION.id, checks },
    { status: healthy ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  );
}

async function answers(question: () => Promise<unknown>): Promise<"ok" | "does not answer"> {
  const late = new Promise<"does not answer">((resolve) =>
    setTimeout(() => resolve("does not answer"), HEALTH_TIMEOUT),
  );
  const asked = async () => {
    try {
      await question();
      return "ok" as const;
    } catch {
      return "does not answer" as const;
    }
  };
  return Promise.race([asked(), late]);
}
