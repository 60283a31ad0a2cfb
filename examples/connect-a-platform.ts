import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { meridian, type PlatformEvent } from "../client/meridian.ts";

// An existing booking system, connected: what it knows goes to Meridian, what happens there comes back. Safe to run again.
// MERIDIAN_ORIGIN=… PLATFORM_API_KEY=… PLATFORM_WEBHOOK_SECRET=… PORT=… node examples/connect-a-platform.ts [FILE]

interface OldSystem {
  readonly people: readonly { ref: string; name: string; mail: string; coach: boolean; zone: string }[];
  readonly bookings: readonly {
    ref: string;
    coach: string;
    client: string;
    from: string;
    minutes: number;
    cents: number;
    currency: string;
    /** Stripe's PaymentIntent; without one, a refund waits for a person. */
    paid: string | null;
  }[];
}

const { MERIDIAN_ORIGIN = "", PLATFORM_API_KEY = "", PLATFORM_WEBHOOK_SECRET = "", PORT } = process.env;
const file = process.argv[2] ?? new URL("bookings.json", import.meta.url);
const old = JSON.parse(readFileSync(file, "utf8")) as OldSystem;
const api = meridian(MERIDIAN_ORIGIN, PLATFORM_API_KEY);

for (const { ref, name, mail, coach, zone } of old.people) {
  const roles: ("mentor" | "mentee")[] = [coach ? "mentor" : "mentee"];
  const body = { name, email: mail, roles, timezone: zone, locale: "en" as const };
  const { error } = await api.PUT("/api/platform/users/{id}", { params: { path: { id: ref } }, body });
  if (error) throw new Error(`${ref}: ${error.code}, ${error.detail}`);
}

for (const { ref, coach, client, from, minutes, cents, currency, paid } of old.bookings) {
  const price = { amount: cents, currency: currency.toLowerCase() };
  const when = { starts_at: from, duration_minutes: minutes, status: "confirmed" as const };
  const body = { mentor_id: coach, mentee_id: client, ...when, price, payment_intent: paid };
  const taken = await api.PUT("/api/platform/bookings/{id}", { params: { path: { id: ref } }, body });
  // What does not fit is for a person to look at; the others come over all the same.
  console.log(taken.error ? `${ref}: not taken over, ${taken.error.code}` : `${ref}: ${taken.data.status}`);
}

const webhook = new Webhook(PLATFORM_WEBHOOK_SECRET);
const versions = new Map<string, number>();

createServer(async (request, response) => {
  try {
    const headers = request.headers as Record<string, string>;
    const { data } = webhook.verify(await text(request), headers) as PlatformEvent;
    // Webhooks come in any order, and more than once: of two, the higher version is the later.
    if (data.version > (versions.get(data.id) ?? 0)) {
      versions.set(data.id, data.version);
      console.log(`${data.id}: ${data.status}`);
    }
    response.writeHead(204).end();
  } catch {
    response.writeHead(400).end();
  }
}).listen(PORT, () => console.log("listening"));
