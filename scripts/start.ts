import { appendFileSync } from "node:fs";
import path from "node:path";
import { build } from "./build.ts";
import { readOptions } from "./lib/options.ts";
import { main } from "./lib/project.ts";
import { endWhenAsked } from "./lib/signals.ts";
import { seedDemo } from "./seed/demo.ts";
import { ANA, type DemoPerson, MARCUS, OLIVIA } from "./seed/people.ts";
import { readSettings } from "./settings.ts";
import { type Stack, startStack } from "./stack.ts";

/** `npm start`: the production build on embedded parts. Settings, builds, stack, a first data set (`-- --no-demo`: none), and how to get in. */
await main(async () => {
  const options = { "no-demo": { type: "boolean", default: false } } as const;
  const { values } = readOptions("npm start [-- --no-demo]", { options });
  const began = Date.now();
  let stack: Stack | null = null;
  endWhenAsked(async () => stack?.close());
  const settings = readSettings();
  const builds = await build(console.log);
  stack = await startStack({
    settings,
    builds,
    onLog: logTo(path.join(settings.persistTo, "log.txt")),
  });
  if (!values["no-demo"] && (await seedDemo(stack))) console.log("seeded a small data set");
  console.log(welcome(settings.appOrigin, stack, await demoPeople(stack)));
  console.log(`ready after ${((Date.now() - began) / 1000).toFixed(1)} s; Ctrl-C ends everything`);
});

/** Everything that the Worker says goes to the file; what somebody should look at also to the terminal. */
function logTo(file: string): (level: string, message: string) => void {
  return (level, message) => {
    appendFileSync(file, `${new Date().toISOString()} ${level} ${message}\n`);
    if (level === "error" || level === "warn") console.error(message);
  };
}

/** The demo people that this database still has. */
async function demoPeople({ db }: Stack): Promise<DemoPerson[]> {
  const { results } = await db
    .prepare("select id from users where removed_at is null and id like 'demo-%'")
    .all<{
      id: string;
    }>();
  const ids = new Set(results.map(({ id }) => id));
  return [ANA, MARCUS, OLIVIA].filter(({ id }) => ids.has(id));
}

function welcome(appOrigin: string, { sandboxUrl }: Stack, people: readonly DemoPerson[]): string {
  const who = people.map(({ name, email, roles }) => `  ${email.padEnd(20)} ${name}, ${roles.join(", ")}`);
  const inbox = sandboxUrl === null ? "" : `, the code comes to ${sandboxUrl}/inbox`;
  const signIn = who.length === 0 ? [] : ["", `Sign in as one of them${inbox}:`, ...who];
  const standIns =
    sandboxUrl === null
      ? []
      : [
          "",
          "The sandbox stands in for the outside services:",
          `  inbox   ${sandboxUrl}/inbox`,
          `  ledger  ${sandboxUrl}/ledger`,
        ];
  return ["", `Meridian  ${appOrigin}`, ...signIn, ...standIns, ""].join("\n");
}
