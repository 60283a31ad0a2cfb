import { ALWAYS_OPEN, browserCookie, DAY, HOUR, hourAhead, MINUTE } from "../integration/support/people.ts";
import type { Dice } from "../simulation/engine/random.ts";
import type { Person } from "../support/node/api.ts";
import type { App } from "../support/node/app.ts";
import { until } from "../support/node/until.ts";
import type { Described } from "./document.ts";
import type { World } from "./write.ts";

export interface Stage {
  readonly world: World;
  /** Mostly who the operation is for; else anybody. */
  caller(operation: Described, dice: Dice): Caller;
}

interface Caller {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Whom the platform has not made yet: what it removes has somebody to come after. */
const NEW_PEOPLE = Array.from({ length: 40 }, (_, at) => `fz-new-${at}`);

/** People and bookings in every state, so that what fits has something to act on. */
export async function settle(app: App): Promise<Stage> {
  const mentor = await app.person("fz-mentor", ["mentor"], ALWAYS_OPEN);
  const mentee = await app.person("fz-mentee", ["mentee"]);
  const admin = await app.person("fz-admin", ["admin"]);
  // Platforms change and remove these: nobody else acts as them.
  const others = await Promise.all(
    ["fz-a", "fz-b", "fz-c"].map((id) => app.person(id, ["mentor", "mentee"], ALWAYS_OPEN)),
  );
  const bookings = await takeOverAll(app, mentor, mentee);
  const cookie = await browserCookie(app, mentee.id);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const callers: readonly Caller[] = [
    { name: "nobody", headers: {} },
    { name: "a bad token", headers: bearer(`fz-mentee.${"A".repeat(43)}`) },
    { name: "the mentee", headers: bearer(mentee.token) },
    { name: "the mentor", headers: bearer(mentor.token) },
    { name: "the mentee's browser", headers: { cookie, origin: app.url } },
    { name: "a foreign page", headers: { cookie, origin: "https://evil.test" } },
    { name: "an administrator", headers: bearer(admin.token) },
    { name: "the platform", headers: bearer(app.platformKey) },
  ];
  const named = (...names: string[]) => callers.filter(({ name }) => names.includes(name));
  const fitting: Readonly<Record<string, readonly Caller[]>> = {
    People: named("the mentee", "the mentor", "the mentee's browser"),
    Administrators: named("an administrator"),
    Platforms: named("the platform"),
  };
  return {
    world: {
      ...bookings,
      mentors: [mentor.id, ...others.map(({ id }) => id)],
      people: [...others.map(({ id }) => id), ...NEW_PEOPLE],
      now: Date.now(),
    },
    caller: ({ tags }, dice) => {
      const wanted = dice.chance(0.75) ? (fitting[tags[0] ?? ""] ?? callers) : callers;
      return wanted[dice.below(wanted.length)] as Caller;
    },
  };
}

async function takeOverAll(
  app: App,
  mentor: Person,
  mentee: Person,
): Promise<Pick<World, "bookings" | "refunds" | "intents">> {
  const times: Readonly<Record<string, number>> = {
    "fz-over": Date.now() - 3 * DAY,
    "fz-just-over": Date.now() - 3 * HOUR,
    "fz-running": Date.now() - 10 * MINUTE,
    "fz-soon": hourAhead(20),
    ...Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`fz-ahead-${at}`, hourAhead(900 + 2 * at)])),
  };
  for (const [id, startsAt] of Object.entries(times)) {
    const made = await app.takeOver(id, {
      mentor,
      mentee,
      startsAt,
      price: { amount: 5_000, currency: "usd" },
    });
    if (made.status !== 201) throw new Error(`${id}: ${made.status} ${made.text}`);
  }
  // Without a payment known, what is cancelled waits for an administrator.
  await app.call("POST", "/api/bookings/fz-ahead-0/cancel", { token: mentee.token });
  await app.call("POST", "/api/bookings/fz-ahead-1/cancel", { token: mentor.token });
  const refunds = await until(
    async () => {
      const rows = await app.query<{ id: string }>("select id from refunds where status = 'manual'");
      return rows.length === 2 ? rows.map(({ id }) => id) : null;
    },
    { what: "two refunds that wait" },
  );
  const intents = [
    await app.sandbox.paidIntent(5_000),
    await app.sandbox.paidIntent(700),
    "pi_nobody_knows_this",
  ];
  return { bookings: [...Object.keys(times), "fz-new-1", "fz-new-2", "fz-new-3"], refunds, intents };
}
