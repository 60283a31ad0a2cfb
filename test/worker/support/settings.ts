import { env } from "cloudflare:workers";

/** A full set of settings, none of them anybody's. The outside services' addresses lead nowhere: tests fake them at `fetch`. */
export const SETTINGS = {
  APP_ORIGIN: "https://meridian.test",
  SESSION_SECRET: "test-session-secret-0123456789-abcdef",
  PLATFORM_API_KEY: "test-platform-key-new-01234567,test-platform-key-old-01234567",
  STRIPE_SECRET_KEY: "sk_test_meridian",
  STRIPE_WEBHOOK_SECRET: "whsec_dGVzdC1zdHJpcGUtc2VjcmV0LTAxMjM0NTY3ODk=",
  STRIPE_API_BASE: "https://stripe.test",
  VIDEO_PROVIDER: "daily",
  DAILY_API_KEY: "daily-test-key",
  DAILY_DOMAIN: "meridian",
  DAILY_DOMAIN_ID: "11111111-2222-4333-8444-555555555555",
  DAILY_WEBHOOK_SECRET: "dGVzdC1kYWlseS1zZWNyZXQtMDEyMzQ1Njc4OQ==",
  DAILY_API_BASE: "https://daily.test/v1",
  EMAIL_PROVIDER: "resend",
  EMAIL_FROM: "Meridian <hello@meridian.test>",
  SUPPORT_EMAIL: "help@meridian.test",
  RESEND_API_KEY: "re_test",
  RESEND_WEBHOOK_SECRET: "whsec_dGVzdC1yZXNlbmQtc2VjcmV0LTAxMjM0NTY3ODk=",
  RESEND_API_BASE: "https://resend.test",
};

// The Worker under test shares the test's isolate and its `env`: so its settings are put there, where wrangler would.
Object.assign(env, SETTINGS);
