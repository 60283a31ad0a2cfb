import { readOptions } from "./lib/options.ts";
import { main, UsageError } from "./lib/project.ts";
import { withStack } from "./lib/with-stack.ts";
import { countDays } from "./seed/count-days.ts";
import { seedHistory } from "./seed/history.ts";
import { seedUpcoming } from "./seed/upcoming.ts";
import { readSettings } from "./settings.ts";

const USAGE = "npm run seed -- --user EMAIL --bookings N [--persist-to FOLDER]";
/** How many of the bookings lie ahead, at most; the past has the rest. */
const UPCOMING = 3;

/** A believable history of any size for one person, beside a running `npm start` or without one. */
await main(async () => {
  const { email, bookings, persistTo } = readArguments();
  const settings = readSettings(
    persistTo === undefined ? process.env : { ...process.env, PERSIST_TO: persistTo },
  );
  const began = Date.now();
  await withStack(settings, async (stack) => {
    const ahead = Math.min(UPCOMING, Math.floor(bookings / 4));
    const written = await seedHistory(stack.db, { email, bookings: bookings - ahead, now: began });
    const made = await seedUpcoming(stack, email, ahead);
    await countDays(stack);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    console.log(`${email}: ${written} past and ${made} upcoming bookings in ${seconds} s`);
  });
});

function readArguments(): { email: string; bookings: number; persistTo: string | undefined } {
  const options = {
    user: { type: "string" },
    bookings: { type: "string", default: "40" },
    "persist-to": { type: "string" },
  } as const;
  const { values } = readOptions(USAGE, { options });
  const bookings = Number(values.bookings);
  if (!values.user?.includes("@") || !Number.isInteger(bookings) || bookings < 0) {
    throw new UsageError(`usage: ${USAGE}`);
  }
  return { email: values.user, bookings, persistTo: values["persist-to"] };
}
