import { applyD1Migrations, listDurableObjectIds, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";

// Runs before each test file: whatever the one before stored in this runtime, in D1 or in bookings' objects, is gone. `reset` deletes
// what is awake, and after ten quiet seconds a database or an object sleeps: so all are woken first.

const { BOOKING } = env as { readonly BOOKING?: DurableObjectNamespace };

if (BOOKING !== undefined) {
  const ids = await listDurableObjectIds(BOOKING);
  await Promise.all(ids.map((id) => runInDurableObject(BOOKING.get(id), () => undefined)));
}
for (const database of [env.DB, env.REPLICA]) await database.prepare("select 1").run();
await reset();
for (const database of [env.DB, env.REPLICA]) await applyD1Migrations(database, env.TEST_MIGRATIONS);
