import type { FloodCounter } from "../auth/flood.ts";
import type { ReadFrom } from "../auth/read-from.ts";
import { type Bookmark, latestBookmark } from "../db/bookmark.ts";
import { timed } from "../db/timed.ts";
import type { Milliseconds } from "../domain/time.ts";
import { bookingObject, bookingObjectById, listenerObject } from "../durable-objects/client.ts";
import type { OutsideServices, Platform } from "../durable-objects/services.ts";
import { cloudflareSender } from "../providers/email/cloudflare/sender.ts";
import type { EmailSender } from "../providers/email/port.ts";
import { resendSender } from "../providers/email/resend/sender.ts";
import { stripeClient } from "../providers/stripe/client.ts";
import { stripeLedger } from "../providers/stripe/ledger.ts";
import { stripePayments } from "../providers/stripe/payments.ts";
import { log } from "../telemetry/log.ts";
import { nothingWaited } from "../telemetry/measured.ts";
import { webhookPlatform } from "./announce.ts";
import { type Env, settingsIn } from "./env.ts";
import type { Service } from "./service.ts";
import { readSettings, type SettingProblem, type Settings } from "./settings.ts";
import { videoServices } from "./video.ts";

// The edge of the program: bindings become plain arguments here, and nowhere else.

/** The Worker cannot work as it is configured. Names what is wrong, never with its value. */
export class Misconfigured extends Error {
  constructor(problems: readonly SettingProblem[]) {
    super(problems.map(({ name, message }) => `${name} ${message}`).join("; "));
    this.name = "Misconfigured";
  }
}

const known = new WeakMap<Env, Settings>();

/** Read once for each environment, which lives as long as its isolate. @throws Misconfigured */
function settingsOf(env: Env): Settings {
  const before = known.get(env);
  if (before !== undefined) return before;
  const settings = readSettings(settingsIn(env));
  if (!settings.ok) throw new Misconfigured(settings.reason);
  known.set(env, settings.value);
  return settings.value;
}

/** The outside services as the booking's object uses them, each made when it is asked for: most calls need one. @throws Misconfigured */
export function servicesFrom(env: Env): OutsideServices {
  const settings = settingsOf(env);
  return {
    get payments() {
      return stripePayments({
        secretKey: settings.STRIPE_SECRET_KEY,
        apiBase: settings.STRIPE_API_BASE,
        appOrigin: settings.APP_ORIGIN,
      });
    },
    get video() {
      return videoServices(settings);
    },
    get email() {
      return emailSender(settings, env);
    },
    get platform() {
      return platformOf(settings, env);
    },
    appOrigin: settings.APP_ORIGIN,
    supportEmail: settings.SUPPORT_EMAIL,
    emailFrom: settings.EMAIL_FROM,
  };
}

/**
 * What the Worker's own code works with: made anew for each request.
 * @param seen where whoever asks has to read from, to see their own writes.
 * @param waited what is waited for is added to it.
 * @throws Misconfigured
 */
export function serviceFrom(
  env: Env,
  seen: ReadFrom = "first-unconstrained",
  waited = nothingWaited(),
): Service {
  const settings = settingsOf(env);
  const bookmarks: (() => Bookmark | null)[] = [];
  const noteD1 = (time: Milliseconds): void => {
    waited.d1 += time;
  };
  return {
    settings,
    replica: () => timed(env.DB.withSession(seen), noteD1),
    // A session of its own each time: only the first question of one is sure to be answered by the primary.
    primary: () => {
      const session = env.DB.withSession("first-primary");
      bookmarks.push(() => session.getBookmark());
      return timed(session, noteD1);
    },
    booking: (id) =>
      bookingObject(env.BOOKING, id, (bookmark, time) => {
        bookmarks.push(() => bookmark);
        waited.objects += time;
      }),
    bookingByObject: (objectId) => bookingObjectById(env.BOOKING, objectId),
    objectIdOf: (bookingId) => env.BOOKING.idFromName(bookingId).toString(),
    listener: (userId) => listenerObject(env.LISTENER, userId),
    mayReadFeed: async (feed) => (await env.FEED_RATE.limit({ key: feed })).success,
    bookmark: () => latestBookmark(bookmarks.map((read) => read())),
    get email() {
      return emailSender(settings, env);
    },
    get ledger() {
      return stripeLedger(stripeClient(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE));
    },
    now: Date.now,
    newId: () => crypto.randomUUID().replaceAll("-", ""),
    log,
  };
}

/** The platform's counters against floods. Asked before anything else is looked at, so not of a whole service. */
export const floodCounterFrom =
  (env: Env): FloodCounter =>
  async (counted, key) => {
    const counter = { address: env.ADDRESS_RATE, session: env.SESSION_RATE }[counted];
    return counter === undefined || (await counter.limit({ key })).success;
  };

function platformOf(settings: Settings, env: Env): Platform | null {
  const { PLATFORM_WEBHOOK_URL: url, PLATFORM_WEBHOOK_SECRET: secrets, APP_ORIGIN: appOrigin } = settings;
  if (url === undefined || secrets === undefined) return null;
  const db = env.DB.withSession("first-primary");
  return webhookPlatform({ receiver: { url, secrets }, db, appOrigin, now: Date.now });
}

function emailSender(settings: Settings, env: Env): EmailSender {
  const { EMAIL_FROM: from, RESEND_API_KEY: apiKey, RESEND_API_BASE: apiBase } = settings;
  if (settings.EMAIL_PROVIDER === "cloudflare" && env.EMAIL !== undefined) {
    return cloudflareSender({ binding: env.EMAIL, from });
  }
  if (apiKey === undefined) throw new Misconfigured([{ name: "RESEND_API_KEY", message: "is missing" }]);
  return resendSender({ apiKey, apiBase, from });
}
