import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, send } from "../dashboard/race.ts";
import type { Runtime } from "../dashboard/runtime.ts";

/** What a browser brings from asking for a code to typing it in. */
export interface Asked {
  readonly email: string;
  readonly codeId: string;
  readonly cookie: string;
}

/** The form with the address. @param nth somebody new, from a network of their own: signing in is limited for both. */
export async function askForCode(runtime: Runtime, nth: number): Promise<Asked> {
  const email = `sign-in-${nth}@bench.test`;
  const answer = await post(
    runtime,
    "/sign-in",
    { email },
    { "cf-connecting-ip": `10.0.${nth >> 8}.${nth & 255}` },
  );
  const codeId = new URL(answer.headers.location ?? "", runtime.page).searchParams.get("id");
  if (answer.status !== 303 || codeId === null) throw new Error(`${email}: ${answer.status} ${answer.body}`);
  const cookie = (answer.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ");
  return { email, codeId, cookie };
}

/** The form with the code. @throws unless it signs in. */
export async function signIn(runtime: Runtime, { codeId, cookie }: Asked, code: string): Promise<void> {
  const answer = await post(runtime, `/sign-in/code?id=${codeId}`, { id: codeId, code }, { cookie });
  const signedIn = (answer.headers["set-cookie"] ?? []).some((one) => one.startsWith("meridian="));
  if (!signedIn) throw new Error(`${codeId}: ${answer.status} ${answer.body.slice(0, 200)}`);
}

/** The code, from the sandbox's inbox. */
export async function codeFor({ access }: Runtime, email: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++, await sleep(50)) {
    const answer = await fetch(`${access.payments?.base}/inbox.json?to=${encodeURIComponent(email)}`);
    const code = /\b(\d{3}) ?(\d{3})\b/.exec(((await answer.json()) as { text: string }[])[0]?.text ?? "");
    if (code !== null) return `${code[1]}${code[2]}`;
  }
  throw new Error(`no code came to ${email}`);
}

const post = (
  { page, appOrigin }: Runtime,
  path: string,
  form: Record<string, string>,
  headers: Record<string, string>,
): Promise<Answer> =>
  send(
    new URL(path, page),
    "POST",
    {
      ...headers,
      host: new URL(appOrigin).host,
      origin: appOrigin,
      "content-type": "application/x-www-form-urlencoded",
    },
    new URLSearchParams(form).toString(),
  );
