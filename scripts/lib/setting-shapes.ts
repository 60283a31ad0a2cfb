import * as z from "zod";

// The form of every setting of the product page. What a setting means to the product is the Worker's business; here a slip of
// the pen is caught before anything starts, in words that name it.

const parsesAsUrl = (text: string): boolean => URL.canParse(text);
const isHttpOrigin = (text: string): boolean =>
  parsesAsUrl(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
const isHttpUrl = (text: string): boolean => parsesAsUrl(text) && /^https?:$/.test(new URL(text).protocol);

const ADDRESS = String.raw`[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+`;

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number")
  .refine((text) => Number(text) >= 1 && Number(text) <= 65_535, "must be a port number, 1 to 65535");
const origin = z
  .string()
  .refine(isHttpOrigin, "must be an origin such as https://app.example.com, without a path");
const url = z.string().refine(isHttpUrl, "must be an http(s) URL");
const opaque = z.string().regex(/^\S+$/, "must not contain spaces or line breaks");
const secret = opaque.min(32, "must have at least 32 characters");
const host = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?$/i, "must be a host name, without https://");
const base64 = z.base64("must be base64").min(1);

/** Two of them, separated by a comma, while a key is rotated. */
const platformKeys = z
  .string()
  .regex(
    /^[^\s,]{16,}(,[^\s,]{16,})?$/,
    "must be one key of at least 16 characters, or two separated by a comma",
  );

export const SETTING_SHAPES = {
  PORT: port,
  SANDBOX_PORT: port,
  PERSIST_TO: z.string(),
  APP_ORIGIN: origin,
  SESSION_SECRET: secret,
  PLATFORM_API_KEY: platformKeys,
  PLATFORM_WEBHOOK_URL: url,
  PLATFORM_WEBHOOK_SECRET: opaque,
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_\w+$/, "must begin with sk_test_, sk_live_ or rk_"),
  STRIPE_WEBHOOK_SECRET: z.string().regex(/^whsec_\S+$/, "must begin with whsec_"),
  STRIPE_API_BASE: origin,
  VIDEO_PROVIDER: z.enum(["daily", "whereby", "jitsi"], "must be daily, whereby or jitsi"),
  DAILY_API_KEY: opaque,
  DAILY_DOMAIN: z.string().regex(/^[a-z0-9-]+$/i, "must be the name before .daily.co"),
  DAILY_DOMAIN_ID: opaque,
  DAILY_WEBHOOK_SECRET: base64,
  DAILY_API_BASE: url,
  WHEREBY_API_KEY: opaque,
  WHEREBY_WEBHOOK_SECRET: opaque,
  WHEREBY_API_BASE: url,
  JITSI_DOMAIN: host,
  JITSI_APP_ID: opaque,
  JITSI_APP_SECRET: opaque,
  JITSI_KEY_ID: opaque,
  JITSI_PRIVATE_KEY: z
    .string()
    .regex(/^-----BEGIN PRIVATE KEY-----/, "must be a private key in PEM form, PKCS #8"),
  EMAIL_PROVIDER: z.enum(["resend", "cloudflare"], "must be resend or cloudflare"),
  EMAIL_FROM: z
    .string()
    .regex(new RegExp(`^(${ADDRESS}|[^<>"\\r\\n]+ <${ADDRESS}>)$`), "must be an address, or Name <address>"),
  SUPPORT_EMAIL: z.string().regex(new RegExp(`^${ADDRESS}$`), "must be an email address"),
  RESEND_API_KEY: opaque,
  RESEND_WEBHOOK_SECRET: z.string().regex(/^whsec_[A-Za-z0-9+/]+=*$/, "must be whsec_ and base64"),
  RESEND_API_BASE: url,
} as const satisfies Record<string, z.ZodType<string>>;

export type SettingName = keyof typeof SETTING_SHAPES;
export type Given = { readonly [Name in SettingName]?: string };

export const SETTING_NAMES = Object.keys(SETTING_SHAPES) as SettingName[];

/** Put by whoever deploys, and shown to nobody; what is none stands in `[vars]` of either wrangler.toml. */
export const isSecret = (name: string): boolean => /_(KEY|SECRET)$/.test(name);
