import * as z from "zod";
import { VIDEO_PROVIDERS } from "../domain/booking.ts";
import { accepted, type Result, refused } from "../domain/result.ts";
import { isWebhookUrl, LOCAL_HOSTS, webhookSecrets } from "./platform-settings.ts";

// Product, "Running it": every setting of the Worker, read once and in one place. Secrets have no defaults here; the base
// addresses default to the real services, and only they differ under `npm start`.

/** An origin: scheme and host, nothing behind. Plain http is for this machine only. */
const origin = z
  .string()
  .transform((text) => text.replace(/\/+$/, ""))
  .refine(isOrigin, "must be an origin such as https://meridian.example (http for localhost only)");

/** A base address that may have a path, such as https://api.daily.co/v1. */
const base = z
  .string()
  .transform((text) => text.replace(/\/+$/, ""))
  .refine(isBase, "must be an https address (http for localhost only)");

const secret = z.string().min(1);

const host = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?$/i, "must be a host name, without https://");

/** PKCS #8, which is what Web Crypto reads; its lines may be parted by `\n` where a setting has one line only. */
const privateKey = z
  .string()
  .transform((text) => text.replaceAll("\\n", "\n"))
  .refine(
    (text) => /^-----BEGIN PRIVATE KEY-----\s[A-Za-z0-9+/=\s]+-----END PRIVATE KEY-----\s*$/.test(text),
    "must be a private key in PEM form, PKCS #8 (openssl pkcs8 -topk8 -nocrypt)",
  );

const PLATFORM_KEYS_AT_MOST = 2;

const platformKeys = z
  .string()
  .transform((text) =>
    text
      .split(",")
      .map((key) => key.trim())
      .filter((key) => key !== ""),
  )
  .refine((keys) => keys.length <= PLATFORM_KEYS_AT_MOST, "must be one key, or two separated by a comma")
  .refine((keys) => keys.every((key) => key.length >= 16), "each key must have at least 16 characters");

/** Where nobody has chosen another. */
const CHOSEN = { VIDEO_PROVIDER: "daily", EMAIL_PROVIDER: "resend" } as const;

const settingsSchema = z.object({
  APP_ORIGIN: origin,
  SESSION_SECRET: z.string().min(32, "must have at least 32 characters"),
  PLATFORM_API_KEY: platformKeys.optional(),
  PLATFORM_WEBHOOK_URL: z.string().optional(),
  PLATFORM_WEBHOOK_SECRET: webhookSecrets.optional(),
  /** "1" in a local run only: platform tokens may then act as administrators, and the platform may make them. */
  ALLOW_PLATFORM_ADMINS: z.enum(["0", "1"]).optional(),
  STRIPE_SECRET_KEY: secret,
  STRIPE_WEBHOOK_SECRET: secret,
  STRIPE_API_BASE: origin.default("https://api.stripe.com"),
  VIDEO_PROVIDER: z.enum(VIDEO_PROVIDERS).default(CHOSEN.VIDEO_PROVIDER),
  DAILY_API_KEY: secret.optional(),
  DAILY_DOMAIN: secret.optional(),
  DAILY_DOMAIN_ID: secret.optional(),
  DAILY_WEBHOOK_SECRET: secret.optional(),
  DAILY_API_BASE: base.default("https://api.daily.co/v1"),
  WHEREBY_API_KEY: secret.optional(),
  WHEREBY_WEBHOOK_SECRET: secret.optional(),
  WHEREBY_API_BASE: base.default("https://api.whereby.dev/v1"),
  JITSI_DOMAIN: host.optional(),
  JITSI_APP_ID: secret.optional(),
  JITSI_APP_SECRET: secret.optional(),
  JITSI_KEY_ID: secret.optional(),
  JITSI_PRIVATE_KEY: privateKey.optional(),
  EMAIL_PROVIDER: z.enum(["resend", "cloudflare"]).default(CHOSEN.EMAIL_PROVIDER),
  EMAIL_FROM: z.string().regex(/@/, "must be an address, or a name with an address in angle brackets"),
  SUPPORT_EMAIL: z.email("must be an email address").optional(),
  RESEND_API_KEY: secret.optional(),
  RESEND_WEBHOOK_SECRET: secret.optional(),
  RESEND_API_BASE: base.default("https://api.resend.com"),
});

type Parsed = z.output<typeof settingsSchema>;

/** The Worker's settings, checked. Names are those of the product page. */
export interface Settings extends Parsed {
  readonly PLATFORM_API_KEY: string[];
  readonly SUPPORT_EMAIL: string;
}

export interface SettingProblem {
  readonly name: string;
  readonly message: string;
}

/**
 * @param env the Worker's bindings; what is no setting is left alone, and an empty setting counts as absent.
 * @returns what is missing or malformed, each by its name, never with its value.
 */
export function readSettings(
  env: Readonly<Record<string, unknown>>,
): Result<Settings, readonly SettingProblem[]> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const missing = neededBy({ ...CHOSEN, ...given }).map((name) => ({ name, message: "is missing" }));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    const malformed = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return { name, message: given[name] === undefined ? "is missing" : issue.message };
    });
    return refused([...malformed, ...missing]);
  }
  const settings = {
    ...parsed.data,
    PLATFORM_API_KEY: parsed.data.PLATFORM_API_KEY ?? [],
    SUPPORT_EMAIL: parsed.data.SUPPORT_EMAIL ?? addressIn(parsed.data.EMAIL_FROM),
  };
  const problems = [...missing, ...webhookProblems(settings)];
  return problems.length === 0 ? accepted(settings) : refused(problems);
}

/** Whether it may lead to this machine is told by where the app itself is. */
function webhookProblems({ APP_ORIGIN, PLATFORM_WEBHOOK_URL: url }: Settings): SettingProblem[] {
  const local = LOCAL_HOSTS.includes(new URL(APP_ORIGIN).hostname);
  if (url === undefined || isWebhookUrl(url, local)) return [];
  const message = "must be an https address of a public host by its name (http for localhost in a local run)";
  return [{ name: "PLATFORM_WEBHOOK_URL", message }];
}

/**
 * What the chosen services need besides. Their webhooks' secrets too: without one nobody is ever found missing, and no mail that
 * bounced is ever known, while all else seems well.
 * @param given the settings that are not empty, and the bindings.
 */
function neededBy(given: Readonly<Record<string, unknown>>): string[] {
  const needed: string[] = [];
  if (given["VIDEO_PROVIDER"] === "daily") {
    needed.push("DAILY_API_KEY", "DAILY_DOMAIN", "DAILY_WEBHOOK_SECRET");
  }
  if (given["VIDEO_PROVIDER"] === "whereby") needed.push("WHEREBY_API_KEY", "WHEREBY_WEBHOOK_SECRET");
  if (given["VIDEO_PROVIDER"] === "jitsi") needed.push("JITSI_DOMAIN");
  if (given["JITSI_DOMAIN"] !== undefined) needed.push("JITSI_APP_ID");
  if (given["JITSI_DOMAIN"] !== undefined && given["JITSI_APP_SECRET"] === undefined) {
    needed.push("JITSI_KEY_ID", "JITSI_PRIVATE_KEY");
  }
  if (given["EMAIL_PROVIDER"] === "resend") needed.push("RESEND_API_KEY", "RESEND_WEBHOOK_SECRET");
  if (given["EMAIL_PROVIDER"] === "cloudflare") needed.push("EMAIL");
  if (given["PLATFORM_WEBHOOK_URL"] !== undefined) needed.push("PLATFORM_WEBHOOK_SECRET");
  return needed.filter((name) => given[name] === undefined);
}

const addressIn = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from;

function isBase(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.search !== "" || url.hash !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && LOCAL_HOSTS.includes(url.hostname));
}

function isOrigin(text: string): boolean {
  return isBase(text) && URL.parse(text)?.origin === text;
}
