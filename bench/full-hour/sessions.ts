import { putBooking, putUser, succeeded } from "../../scripts/lib/platform.ts";
import { severalAtOnce } from "../../scripts/lib/several-at-once.ts";
import type { Stack } from "../../scripts/stack.ts";

const MADE_AT_ONCE = 16;

/** Free sessions of as many pairs of people, which all begin at one instant. */
export async function makeSessions({ access }: Stack, count: number, startsAt: number): Promise<void> {
  await severalAtOnce(MADE_AT_ONCE, Array.from({ length: count }), async (_, n) => {
    const people = { mentor_id: `mentor-${n}`, mentee_id: `mentee-${n}` };
    for (const id of Object.values(people)) {
      const role = id === people.mentor_id ? "mentor" : "mentee";
      const user = { name: `Person ${id}`, email: `${id}@hour.test`, timezone: "Europe/Madrid" } as const;
      succeeded(await putUser(access, id, { ...user, roles: [role], locale: "en" }), id);
    }
    const booking = {
      ...people,
      starts_at: new Date(startsAt).toISOString(),
      duration_minutes: 60,
      price: { amount: 0, currency: "usd" },
      status: "confirmed",
    } as const;
    succeeded(await putBooking(access, `hour-${n}`, booking), `hour-${n}`);
  });
}
