import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { calendarFeed } from "../mail/calendar.ts";
import { resendSender } from "../providers/email/resend/sender.ts";
import { installPackage } from "./lib/debian.ts";
import { previewedMails } from "./lib/mail-previews.ts";
import { readOptions } from "./lib/options.ts";
import { withOwnStack } from "./lib/own-stack.ts";
import { inProject, main, UsageError } from "./lib/project.ts";
import { run } from "./lib/run.ts";
import type { Stack } from "./stack.ts";

/** Debian's own: another Python on the machine does not see Debian's packages. */
const PYTHON = "/usr/bin/python3";
const NEEDED = "python3-icalendar";

/** Who writes where the sandbox stands in for the email service (scripts/settings.ts). */
const SENDER = "Meridian <sessions@meridian.test>";

/**
 * `npm run read-mails`: every mail in both languages, and a calendar feed, composed as they travel and read by Python's `email`
 * and Debian's `icalendar`, neither of which had a part in making them. Fails where they read something else than was written.
 */
await main(async () => {
  readOptions("npm run read-mails", {});
  await ensureIcalendar();
  const folder = mkdtempSync(path.join(tmpdir(), "meridian-mails-"));
  try {
    await withOwnStack(async (stack) => {
      writeFileSync(path.join(folder, "house.json"), JSON.stringify({ origin: stack.url, sender: SENDER }));
      await writeMails(stack, folder);
      writeFeed(stack, folder);
    });
    const { code } = await run(PYTHON, [inProject("scripts/read-mails/read.py"), folder], { output: "show" });
    if (code !== 0) throw new UsageError("Python reads something else than was written (see above)");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function ensureIcalendar(): Promise<void> {
  if (await hasIcalendar()) return;
  console.log(`installing ${NEEDED} (apt-get install ${NEEDED})`);
  const said = await installPackage(NEEDED);
  if (await hasIcalendar()) return;
  if (said !== null) console.log(said);
  throw new UsageError(`reading the mails needs ${NEEDED}: install it (Debian: apt-get install ${NEEDED})`);
}

async function hasIcalendar(): Promise<boolean> {
  if (!existsSync(PYTHON)) return false;
  return (await run(PYTHON, ["-c", "import icalendar"], { output: "keep" })).code === 0;
}

/** Each as NAME.eml, with what was written beside it as NAME.json. */
async function writeMails({ url, sandboxUrl }: Stack, folder: string): Promise<void> {
  const sender = resendSender({ apiKey: "re_any", apiBase: `${sandboxUrl}/resend`, from: SENDER });
  for (const { name, language, mail } of await previewedMails(url)) {
    const written = { to: "ana@example.com", ...mail };
    const sent = await sender.send(written, `${name}.${language}`);
    if (!sent.ok) throw new Error(sent.reason.detail);
    const answer = await fetch(`${sandboxUrl}/inbox/${sent.value.id}.eml`);
    const file = path.join(folder, `${name}.${language}`);
    writeFileSync(`${file}.eml`, Buffer.from(await answer.arrayBuffer()));
    writeFileSync(`${file}.json`, JSON.stringify(written));
  }
}

/** A feed of two sessions, one of them cancelled, with names that try it. */
function writeFeed({ url }: Stack, folder: string): void {
  const startsAt = Date.UTC(2026, 10, 27, 14);
  const session = { startsAt, endsAt: startsAt + 3_600_000, changedAt: startsAt - 86_400_000 };
  const sessions = [
    { ...session, id: "one", status: "confirmed", otherName: "Ọlábísí 👩🏽‍💻 Adébáyọ̀, the; one\\and only" },
    { ...session, id: "two", status: "cancelled", otherName: "محمد عبد الله" },
  ] as const;
  writeFileSync(
    path.join(folder, "feed.ics"),
    calendarFeed({ appOrigin: url, emailFrom: SENDER, locale: "en", sessions }),
  );
  writeFileSync(path.join(folder, "feed.json"), JSON.stringify(sessions));
}
