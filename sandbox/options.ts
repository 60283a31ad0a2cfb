/** How a Jitsi server was set up: with a secret of its own (Prosody's token plugin), or as 8x8 knows its customers. */
export interface JitsiServer {
  /** Host, with a port where it has one. */
  domain: string;
  appId: string;
  secret: string | null;
  /** 8x8: the key's id, and its public half in PEM form. */
  keyId: string | null;
  publicKey: string | null;
}

/** What the sandbox is told when it starts; `main.ts` reads it from the environment, tests pass it directly. */
export interface SandboxOptions {
  /** 0 takes any free port. */
  port: number;
  /** Folder of `sandbox.sqlite`; created when missing. */
  stateDir: string;
  /** Where webhooks go: `${appOrigin}/webhooks/{stripe,daily,whereby,resend}`. */
  appOrigin: string;
  stripeWebhookSecret: string;
  /** Base64, as Daily hands it out. */
  dailyWebhookSecret: string;
  /** `whsec_` and base64, as Resend (Svix) hands it out. */
  resendWebhookSecret: string;
  dailyApiKey: string;
  dailyDomainId: string;
  wherebyApiKey: string;
  wherebyWebhookSecret: string;
  /** Absent where the sandbox is to be no Jitsi server. */
  jitsi?: JitsiServer;
  /** Milliseconds since the epoch. Everything that depends on time follows it. */
  clock?: () => number;
  /** How long a write takes, in milliseconds: gives concurrent calls under one idempotency key time to meet. */
  latencyMs?: number;
  /** How long a timed-out request is held before its connection is dropped. */
  patienceMs?: number;
}

export const SERVICES = ["stripe", "daily", "whereby", "jitsi", "resend"] as const;
export type Service = (typeof SERVICES)[number];

/** Those that tell the app what happened. */
export type TellingService = Exclude<Service, "jitsi">;

/** Longer than stripe-node's own default patience of 80 s. */
export const DEFAULT_PATIENCE_MS = 100_000;
